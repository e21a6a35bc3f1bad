import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, PersistentVolume, VolumeAttachment} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {claimKeyOf} from '../../runtime/volume-match.ts'
import {sayAs} from '../say.ts'
import {type AttachableVolume, AttachableVolumes, nodeOfClaims} from './attachable-volumes.ts'
import {isAttachmentName} from './attachment-name.ts'
import {isShared, multiAttachError} from './multi-attach.ts'

/** How long it waits for a driver's attacher before it says so, in milliseconds. */
const patience = 120_000
const managed = 'volumes.kubernetes.io/controller-managed-attach-detach'

/** Asks CSI drivers to attach volumes to the nodes where pods use them, and to detach them when none does any more; nodes say what is attached. */
export function createAttachDetach(context: ComponentContext): Component {
  const {clock, informers} = context
  const nodes = informers.informer<Node>(builtin.nodes)
  const attachments = informers.informer<VolumeAttachment>(builtin.volumeAttachments)
  attachments.addIndex('node', ({spec}) => [spec.nodeName])
  attachments.addIndex('volume', ({spec}) =>
    spec.source.persistentVolumeName ? [spec.source.persistentVolumeName] : [],
  )
  const wanted = new AttachableVolumes(informers)
  const objects = createObjectClient(context)
  const say = sayAs('attachdetach-controller', context)
  /** What was last said of an attachment to its pods, lest it be said again at every look. */
  const said = new Map<string, string>()

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const node = nodes.get(name)
    if (node && node.metadata.annotations?.[managed] === undefined) return undefined
    const here = node ? wanted.on(name) : []
    await detach(name, new Set(here.map(({name}) => name)))
    const waits: number[] = []
    for (const attachable of here) waits.push(...(await attach(name, attachable)))
    if (node) await publish(node, here)
    return waits.length > 0 ? {requeueAfter: Math.min(...waits), background: true} : undefined
  }

  const detach = async (node: string, kept: ReadonlySet<string>): Promise<void> => {
    for (const attachment of [...attachments.byIndex('node', node)]) {
      const {name = '', deletionTimestamp} = attachment.metadata
      if (kept.has(name) || deletionTimestamp || !isAttachmentName(name)) continue
      said.delete(name)
      await objects.delete(builtin.volumeAttachments, attachment)
    }
  }

  /** When to look again, where its attacher has said nothing yet. */
  const attach = async (node: string, attachable: AttachableVolume): Promise<number[]> => {
    const attachment = attachments.get(attachable.name)
    if (!attachment) {
      if (!isElsewhere(node, attachable))
        await objects.create(builtin.volumeAttachments, attachmentOf(node, attachable))
      return []
    }
    const {metadata, status} = attachment
    if (metadata.deletionTimestamp || status?.attached) return []
    if (status?.attachError) {
      fail(attachable, `${status.attachError.time}`, status.attachError.message ?? '')
      return []
    }
    const waited = clock.now() - millisecondsOf(metadata.creationTimestamp)
    const {driver, handle} = attachable
    const times = Math.floor(waited / patience)
    if (times > 0)
      fail(
        attachable,
        `${times}`,
        `timed out waiting for external-attacher of ${driver} CSI driver to attach volume ${handle}`,
      )
    return [(times + 1) * patience - waited]
  }

  const fail = (attachable: AttachableVolume, once: string, why: string): void =>
    tell(attachable, once, 'Warning', () => `AttachVolume.Attach failed for volume "${nameOf(attachable)}" : ${why}`)

  const tell = (
    {name, pods}: AttachableVolume,
    once: string,
    type: 'Normal' | 'Warning',
    message: (pod: AttachableVolume['pods'][number]) => string,
  ): void => {
    if (said.get(name) === once) return
    said.set(name, once)
    for (const pod of pods)
      say(pod, type, type === 'Normal' ? 'SuccessfulAttachVolume' : 'FailedAttachVolume', message(pod))
  }

  /** Whether a volume that can be on one node only is on another; its pods are told. */
  const isElsewhere = (node: string, attachable: AttachableVolume): boolean => {
    const {volume} = attachable
    const others = [...attachments.byIndex('volume', volume.metadata.name!)].map(({spec}) => spec.nodeName)
    if (isShared(volume) || !others.some(other => other !== node)) return false
    const users = others.flatMap(other => wanted.on(other).filter(({handle}) => handle === attachable.handle))
    const pods = users.flatMap(user => user.pods)
    const text = `Multi-Attach error for volume "${nameOf(attachable)}"`
    tell(attachable, 'elsewhere', 'Warning', pod => `${text} ${multiAttachError(pod, pods)}`)
    return true
  }

  /** Tells pods of volumes that their node has now, and the node of all it has. */
  const publish = async (node: Node, here: AttachableVolume[]): Promise<void> => {
    const attached = here.filter(({name}) => attachments.get(name)?.status?.attached)
    const volumesAttached = attached.map(({driver, handle}) => ({
      name: `kubernetes.io/csi/${driver}^${handle}`,
      devicePath: '',
    }))
    volumesAttached.sort((one, other) => (one.name < other.name ? -1 : 1))
    const before = node.status?.volumesAttached ?? []
    if (
      isDeepStrictEqual(
        before.map(({name}) => name),
        volumesAttached.map(({name}) => name),
      )
    )
      return
    const known = new Set(before.map(({name}) => name))
    for (const attachable of attached)
      if (!known.has(`kubernetes.io/csi/${attachable.driver}^${attachable.handle}`))
        tell(
          attachable,
          'attached',
          'Normal',
          () => `AttachVolume.Attach succeeded for volume "${nameOf(attachable)}" `,
        )
    await objects.patch(builtin.nodes, node, {
      type: 'strategic',
      body: {status: {volumesAttached}},
      subresource: 'status',
    })
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
      watch(attachments, ({spec}) => [
        spec.nodeName,
        ...nodesOfVolume(wanted.volumes.get(spec.source.persistentVolumeName ?? '')),
      ]),
    ],
    workers: 1,
    reconcile,
  })
}

const nameOf = ({volume}: AttachableVolume): string => volume.metadata.name!

const attachmentOf = (node: string, {name, volume, driver}: AttachableVolume): VolumeAttachment => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  metadata: {name},
  spec: {attacher: driver, nodeName: node, source: {persistentVolumeName: volume.metadata.name!}},
})
