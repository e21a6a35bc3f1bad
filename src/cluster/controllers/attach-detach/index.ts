import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, PersistentVolume} from '../../../api/kinds.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {claimKeyOf} from '../../runtime/volume-match.ts'
import {type AttachableVolume, AttachableVolumes, nodeOfClaims} from './attachable-volumes.ts'
import {AttachmentEvents} from './attachment-events.ts'
import {Attachments} from './attachments.ts'

const managed = 'volumes.kubernetes.io/controller-managed-attach-detach'

/** Asks CSI drivers to attach volumes to the nodes where pods use them, and to detach them when none does any more; nodes say what is attached. */
export function createAttachDetach(context: ComponentContext): Component {
  const nodes = context.informers.informer<Node>(builtin.nodes)
  const wanted = new AttachableVolumes(context.informers)
  const events = new AttachmentEvents(context)
  const attachments = new Attachments(context, wanted, events)
  const objects = createObjectClient(context)

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const node = nodes.get(name)
    if (node && node.metadata.annotations?.[managed] === undefined) return undefined
    const here = node ? wanted.on(name) : []
    await attachments.detach(name, new Set(here.map(({name}) => name)))
    const waits: number[] = []
    for (const attachable of here) waits.push((await attachments.attach(name, attachable)) ?? Infinity)
    if (node) await publish(node, here)
    const next = Math.min(...waits)
    return Number.isFinite(next) ? {requeueAfter: next, background: true} : undefined
  }

  /** Tells pods of volumes that their node has now, and the node of all it has. */
  const publish = async (node: Node, here: AttachableVolume[]): Promise<void> => {
    const attached = here.filter(({name}) => attachments.isAttached(name))
    const names = attached.map(deviceName).sort()
    const before = (node.status?.volumesAttached ?? []).map(({name}) => name)
    if (isDeepStrictEqual(before, names)) return
    for (const attachable of attached) if (!before.includes(deviceName(attachable))) events.attached(attachable)
    const volumesAttached = names.map(name => ({name, devicePath: ''}))
    const body = {status: {volumesAttached}}
    await objects.patch(builtin.nodes, node, {type: 'strategic', body, subresource: 'status'})
  }

  const nodesOfVolume = (volume: PersistentVolume | undefined): string[] => {
    const claim = volume && claimKeyOf(volume)
    return claim === undefined ? [] : wanted.nodesOf(claim)
  }

  return createController(context, {
    name: 'persistentvolume-attach-detach-controller',
    queue: 'attachdetach',
    watches: [
      watch(
        nodes,
        ({metadata}) => [metadata.name!],
        (node, old) => node.metadata.annotations?.[managed] !== old.metadata.annotations?.[managed],
      ),
      watch(wanted.pods, nodeOfClaims),
      watch(wanted.claims, ({metadata}) => wanted.nodesOf(`${metadata.namespace}/${metadata.name}`)),
      watch(wanted.volumes, nodesOfVolume),
      watch(wanted.drivers, ({metadata}) =>
        [...wanted.volumes.list()].filter(({spec}) => spec?.csi?.driver === metadata.name).flatMap(nodesOfVolume),
      ),
      watch(attachments.informer, ({spec}) => [
        spec.nodeName,
        ...nodesOfVolume(wanted.volumes.get(spec.source.persistentVolumeName ?? '')),
      ]),
    ],
    workers: 1,
    reconcile,
  })
}

/** What a node calls a CSI volume. */
const deviceName = ({driver, handle}: AttachableVolume): string => `kubernetes.io/csi/${driver}^${handle}`
