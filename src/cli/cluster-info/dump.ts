import {dirname, join, resolve} from 'node:path'
import {builtin} from '../../api/builtin-resources.ts'
import type {Container, Pod} from '../../api/kinds.ts'
import type {GroupVersionResource, KubeList, KubeObject} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import {appendFileSync, mkdirSync, writeFileSync} from '../../client/machine/files.ts'
import {duration, string, stringSlice, withDefault} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allNamespacesFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {asGoStruct} from '../typed/go-struct.ts'

export const dumpFlags = {
  ...outputFlags,
  ...allNamespacesFlag,
  output: withDefault(outputFlags.output, 'json'),
  namespaces: stringSlice({usage: 'The namespaces to dump.'}),
  'output-directory': string({usage: 'Folder for the files; without it, or with -, all goes to the standard output.'}),
  'pod-running-timeout': duration({default: 20_000, usage: 'How long to wait for a pod to run.'}),
}

export type DumpInvocation = Invocation<typeof dumpFlags>

const core = (resource: string): GroupVersionResource => ({group: '', version: 'v1', resource})
const apps = (resource: string): GroupVersionResource => ({group: 'apps', version: 'v1', resource})

/** What is dumped of a namespace, and the files that it goes to. */
const dumped: readonly [string, GroupVersionResource][] = [
  ['events', core('events')],
  ['replication-controllers', core('replicationcontrollers')],
  ['services', core('services')],
  ['daemonsets', apps('daemonsets')],
  ['deployments', apps('deployments')],
  ['replicasets', apps('replicasets')],
  ['pods', core('pods')],
]

/** Writes down what helps to find out why a cluster misbehaves. */
export async function dumpClusterInfo(invocation: DumpInvocation): Promise<void> {
  const {flags} = invocation
  const printer = await printerFor(invocation, {operation: '', keepOrder: true})
  if (flags['pod-running-timeout'] <= 0) throw new Error('--pod-running-timeout must be higher than zero')
  const {client, namespace} = await invocation.connect()
  const extension = flags.output === 'json' || flags.output === 'yaml' ? `.${flags.output}` : '.txt'
  const write = (list: KubeList, file: string) =>
    writeOut(invocation, `${file}${extension}`, printer.print(asGoList(list)))
  const nodes = await client.list(builtin.nodes)
  if (['', 'name'].includes(flags.output.toLowerCase()) && !flags.template)
    throw new Error('list types are not supported by name printing: *v1.NodeList')
  write(nodes, 'nodes')
  for (const name of await namespacesOf(invocation, client, namespace)) {
    for (const [file, resource] of dumped) {
      const list = await client.list({...resource, namespace: name})
      write(list, join(name, file))
      if (file === 'pods') for (const pod of list.items as Pod[]) await dumpLogs(invocation, client, pod)
    }
  }
  const folder = flags['output-directory']
  if (folder && folder !== '-') invocation.out(`Cluster info dumped to ${folder}\n`)
}

/** As Go keeps a list: one without items has none. */
function asGoList(list: KubeList): KubeObject {
  const typed = asGoStruct(list as unknown as KubeObject)
  return list.items.length > 0 ? typed : ({...typed, items: null} as KubeObject)
}

async function namespacesOf({flags}: DumpInvocation, client: Client, own: string): Promise<string[]> {
  if (!flags['all-namespaces']) return flags.namespaces.length > 0 ? flags.namespaces : ['kube-system', own]
  const {items} = await client.list(builtin.namespaces)
  return items.map(({metadata}) => metadata.name!)
}

async function dumpLogs(invocation: DumpInvocation, client: Client, pod: Pod): Promise<void> {
  const {name, namespace} = pod.metadata
  const containers: Container[] = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
  for (const container of containers) {
    const subject = `logs for container ${container.name} of pod ${namespace}/${name} ====\n`
    const text = await logsOf(client, pod, container.name)
    writeOut(invocation, join(namespace!, name!, 'logs.txt'), `==== START ${subject}${text}==== END ${subject}`, true)
  }
}

async function logsOf(client: Client, {metadata}: Pod, container: string): Promise<string> {
  const {namespace, name} = metadata
  const url = `/api/v1/namespaces/${namespace}/pods/${name}/log?container=${encodeURIComponent(container)}`
  try {
    const {body} = await client.send({method: 'GET', url})
    if (body.type === 'text') return body.text
    if (body.type !== 'stream') return ''
    const chunks: Uint8Array[] = []
    for await (const chunk of body.chunks) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    return `Request log error: ${(error as Error).message}\n`
  }
}

function writeOut(invocation: DumpInvocation, file: string, text: string, append = false): void {
  const folder = invocation.flags['output-directory']
  if (!folder || folder === '-') return invocation.out(text)
  const path = resolve(invocation.context.cwd, folder, file)
  mkdirSync(dirname(path), {recursive: true})
  if (append) appendFileSync(path, text)
  else writeFileSync(path, text)
}
