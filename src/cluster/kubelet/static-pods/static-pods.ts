import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isAlreadyExists, isInvalid, isNotFound} from '../../../api/status-error.ts'
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

/** What the manifests of a node say. */
interface Manifests {
  /** The pods that it is to show, by namespace and name. */
  mirrors: Map<string, Pod>
  /** The file of each, likewise. */
  paths: Map<string, string>
  /** Why a file, by its path, is no pod. */
  problems: Map<string, string>
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
    const {mirrors, paths, problems} = await readAll(node)
    const shown = mirrorPodsOn(name)
    const outdated = [...shown.values()].filter(pod => hashOf(pod) !== hashOf(mirrors.get(objectKey(pod))))
    await Promise.all(outdated.map(pod => remove(kubelet, pod)))
    const missing = [...mirrors].filter(([key, pod]) => hashOf(shown.get(key)) !== hashOf(pod))
    await Promise.all(
      missing.map(async ([key, pod]) => {
        const why = await create(kubelet, pod)
        if (why !== undefined) problems.set(paths.get(key)!, `invalid pod: ${why}`)
      }),
    )
    tell(name, problems)
  }

  /** What was wrong with each node's files last: the same still says nothing new. */
  const told = new Map<string, ReadonlyMap<string, string>>()
  const tell = (node: string, problems: ReadonlyMap<string, string>): void => {
    const before = told.get(node)
    told.set(node, problems)
    for (const [path, why] of problems) if (before?.get(path) !== why) complain(node, {path, why})
  }

  const readAll = async (node: Node): Promise<Manifests> => {
    const name = node.metadata.name!
    const seen = timestamp(clock.now())
    const found: Manifests = {mirrors: new Map(), paths: new Map(), problems: new Map()}
    for (const [file, manifest] of await manifests(name)) {
      const path = `${folderOf(name)}/${file}`
      try {
        const pod = typeof manifest === 'string' ? readManifest(manifest) : manifest
        const mirror = mirrorPod(pod, node, {file, seen})
        found.mirrors.set(objectKey(mirror), mirror)
        found.paths.set(objectKey(mirror), path)
      } catch (error) {
        found.problems.set(path, (error as Error).message)
      }
    }
    return found
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

/** Answers why the server finds a pod invalid, if it does. */
async function create({client, log}: ComponentContext, pod: Pod): Promise<string | undefined> {
  const {namespace, name} = pod.metadata
  try {
    await client.create({...builtin.pods, namespace}, pod)
    return undefined
  } catch (error) {
    if (isAlreadyExists(error)) return undefined
    const {message} = error as Error
    log.error('cannot create a mirror pod', {pod: `${namespace}/${name}`, error: message})
    return isInvalid(error) ? message.replace(/^Pod "[^"]*" is invalid: /, '') : undefined
  }
}

async function remove({client}: ComponentContext, {metadata: {namespace, name, uid}}: Pod): Promise<void> {
  try {
    await client.delete({...builtin.pods, namespace, name}, {gracePeriodSeconds: 0, preconditions: {uid}})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
