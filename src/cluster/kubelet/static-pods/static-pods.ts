import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import type {NodeDisk} from '../../containers/node-disk.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {mirrorOf, mirrorPod, readManifest} from './manifest-pod.ts'

export interface StaticPodsOptions {
  /** The context of a node's kubelet, which alone may show its mirror pods; undefined while it does not run, or is none of ours. */
  kubeletOf(node: string): ComponentContext | undefined
  /** Where a node's kubelet looks for manifests (staticPodPath); undefined: nowhere. */
  folderOf(node: string): string | undefined
  disk: NodeDisk
  /** Has a node's kubelet say why it can do nothing with a manifest. */
  complain(node: string, about: {path: string; why: string}): void
  /** What nodes have in the folder from the start, by file name. */
  manifestsOf(node: string): Record<string, Pod>
}

/** Shows the pods that manifests on nodes' disks describe as mirror pods: made, made anew when the manifest changes or somebody deletes them, gone with it. */
export function createStaticPods(context: ComponentContext, options: StaticPodsOptions): Component {
  const {kubeletOf, folderOf, disk, manifestsOf, complain} = options
  const {informers, clock} = context
  const nodes = informers.informer<Node>(builtin.nodes)
  const pods = informers.informer<Pod>(builtin.pods)

  const reconcile = async (name: string): Promise<undefined> => {
    const node = nodes.get(name)
    const kubelet = kubeletOf(name)
    if (!node || node.metadata.deletionTimestamp || !kubelet) return
    const wanted = await mirrorsOf(node)
    const shown = mirrorPodsOn(name)
    const outdated = [...shown.values()].filter(pod => hashOf(pod) !== hashOf(wanted.get(objectKey(pod))))
    await Promise.all(outdated.map(pod => remove(kubelet, pod)))
    const missing = [...wanted].filter(([key, pod]) => hashOf(shown.get(key)) !== hashOf(pod))
    await Promise.all(
      missing.map(async ([key, pod]) => {
        const why = await create(kubelet, pod)
        if (why !== undefined) tell(name, {path: paths.get(key)!, why: `invalid pod: ${why}`})
      }),
    )
  }

  /** The files of manifests, by the key of the pod that they describe. */
  const paths = new Map<string, string>()

  /** What was said last of a file: the same once more says nothing new. */
  const told = new Map<string, string>()
  const tell = (node: string, about: {path: string; why: string}): void => {
    if (told.get(`${node} ${about.path}`) === about.why) return
    told.set(`${node} ${about.path}`, about.why)
    complain(node, about)
  }

  /** The pods that a node is to show, by namespace and name; what is no pod is passed over. */
  const mirrorsOf = async (node: Node): Promise<Map<string, Pod>> => {
    const name = node.metadata.name!
    const seen = timestamp(clock.now())
    const mirrors = new Map<string, Pod>()
    for (const [file, manifest] of await manifests(name))
      try {
        const pod = typeof manifest === 'string' ? readManifest(manifest) : manifest
        const mirror = mirrorPod(pod, node, {file, seen})
        mirrors.set(objectKey(mirror), mirror)
        paths.set(objectKey(mirror), `${folderOf(name)}/${file}`)
      } catch (error) {
        tell(name, {path: `${folderOf(name)}/${file}`, why: (error as Error).message})
      }
    return mirrors
  }

  const manifests = async (node: string): Promise<Iterable<[string, Pod | string]>> => {
    if (!disk.isChanged(node)) return Object.entries(manifestsOf(node))
    const folder = folderOf(node)
    return folder === undefined ? [] : disk.filesIn(folder, node)
  }

  const mirrorPodsOn = (node: string): Map<string, Pod> =>
    new Map([...pods.byIndex('node', node)].filter(pod => hashOf(pod) !== undefined).map(pod => [objectKey(pod), pod]))

  const onDisk = {
    informer: {synced: async () => {}},
    attach: (add: (node: string) => void) => disk.onChange(add),
  }
  return createController(context, {
    name: 'static-pods',
    watches: [
      watch(
        nodes,
        ({metadata}) => [metadata.name!],
        (node, old) => node.metadata.annotations !== old.metadata.annotations,
      ),
      watch(
        pods,
        pod => (hashOf(pod) === undefined ? [] : [pod.spec?.nodeName ?? '']),
        () => false,
      ),
      onDisk,
    ],
    workers: 1,
    reconcile,
  })
}

const hashOf = (pod: Pod | undefined): string | undefined => pod?.metadata.annotations?.[mirrorOf]

/** Answers why the server does not take a pod, if it does not. */
async function create({client, log}: ComponentContext, pod: Pod): Promise<string | undefined> {
  const {namespace, name} = pod.metadata
  try {
    await client.create({...builtin.pods, namespace}, pod)
    return undefined
  } catch (error) {
    if (isAlreadyExists(error)) return undefined
    const {message} = error as Error
    log.error('cannot create a mirror pod', {pod: `${namespace}/${name}`, error: message})
    return message.replace(/^Pod "[^"]*" is invalid: /, '')
  }
}

async function remove({client}: ComponentContext, {metadata: {namespace, name, uid}}: Pod): Promise<void> {
  try {
    await client.delete({...builtin.pods, namespace, name}, {gracePeriodSeconds: 0, preconditions: {uid}})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
