import type {Pod, Service} from '../../api/kinds.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {findPod, podQuery} from '../streams/find-pod.ts'

/** The names of all objects of a type; none if they cannot be had. */
export async function namesOf(type: string, invocation: Invocation<FlagSet>, inNamespace?: string): Promise<string[]> {
  try {
    const {client, discovery, namespace} = await invocation.connect()
    const resource = await discovery.resource(type)
    const {items} = await client.list({...resource, ...(resource.namespaced && {namespace: inNamespace ?? namespace})})
    return items.map(({metadata}) => metadata.name ?? '')
  } catch {
    return []
  }
}

/** The containers of a pod, or of one of the pods behind `TYPE/NAME`. */
export async function containersOf(target: string | undefined, invocation: Invocation<FlagSet>): Promise<string[]> {
  const {initContainers = [], containers = []} = (await podOf(target, invocation))?.spec ?? {}
  return [...initContainers, ...containers].map(({name}) => name)
}

/** `8080:80`, or what was typed before the colon, of every port of a pod or service. */
export async function portsOf(target: string, typed: string, invocation: Invocation<FlagSet>): Promise<string[]> {
  const [type = '', name] = target.split('/')
  const ports =
    name !== undefined && ['service', 'services', 'svc'].includes(type)
      ? await servicePorts(name, invocation)
      : ((await podOf(target, invocation))?.spec?.containers ?? []).flatMap(({ports = []}) =>
          ports.map(({containerPort}) => containerPort),
        )
  const own = typed.split(':')[0]
  return ports.map(port => `${typed === '' ? port : own}:${port}`).filter(pair => pair.startsWith(typed))
}

async function podOf(target: string | undefined, invocation: Invocation<FlagSet>): Promise<Pod | undefined> {
  if (target === undefined) return undefined
  return findPod(invocation, podQuery([target]), {timeout: 100, several: ''}).catch(() => undefined)
}

async function servicePorts(name: string, invocation: Invocation<FlagSet>): Promise<number[]> {
  const {client, namespace} = await invocation.connect()
  const service = await client
    .get<Service>({group: '', version: 'v1', resource: 'services', namespace, name})
    .catch(() => undefined)
  return (service?.spec?.ports ?? []).map(({port}) => port)
}
