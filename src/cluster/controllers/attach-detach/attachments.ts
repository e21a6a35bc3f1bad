import {builtin} from '../../../api/builtin-resources.ts'
import type {VolumeAttachment} from '../../../api/kinds.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {createObjectClient, type ObjectClient} from '../../runtime/object-client.ts'
import type {AttachableVolume, AttachableVolumes} from './attachable-volumes.ts'
import type {AttachmentEvents} from './attachment-events.ts'
import {isAttachmentName} from './attachment-name.ts'
import {isShared, multiAttachError} from './multi-attach.ts'

/** How long a driver's attacher is waited for before pods are told, in milliseconds. */
const patience = 120_000

/** The VolumeAttachments: what CSI drivers' attachers are asked to do, and what they say. */
export class Attachments {
  readonly informer
  private readonly objects: ObjectClient
  private readonly clock: ComponentContext['clock']
  private readonly wanted: AttachableVolumes
  private readonly events: AttachmentEvents

  constructor(context: ComponentContext, wanted: AttachableVolumes, events: AttachmentEvents) {
    this.informer = context.informers.informer<VolumeAttachment>(builtin.volumeAttachments)
    this.informer.addIndex('node', ({spec}) => [spec.nodeName])
    this.informer.addIndex('volume', ({spec}) =>
      spec.source.persistentVolumeName ? [spec.source.persistentVolumeName] : [],
    )
    this.objects = createObjectClient(context)
    this.clock = context.clock
    this.wanted = wanted
    this.events = events
  }

  isAttached(name: string): boolean {
    return this.informer.get(name)?.status?.attached === true
  }

  /** Asks for a volume on a node, or tells its pods why it is not there. Milliseconds until it is worth another look, where its attacher has said nothing yet. */
  async attach(node: string, attachable: AttachableVolume): Promise<number | undefined> {
    const attachment = this.informer.get(attachable.name)
    if (!attachment) {
      if (!this.isElsewhere(node, attachable))
        await this.objects.create(builtin.volumeAttachments, attachmentOf(node, attachable))
      return undefined
    }
    const {metadata, status} = attachment
    if (metadata.deletionTimestamp || status?.attached) return undefined
    if (status?.attachError) {
      const {time, message = ''} = status.attachError
      this.events.failed(attachable, {occasion: `${time}`, why: message})
      return undefined
    }
    return this.wait(attachable, this.clock.now() - millisecondsOf(metadata.creationTimestamp))
  }

  /** Gives back what is on a node and no longer wanted there. */
  async detach(node: string, kept: ReadonlySet<string>): Promise<void> {
    for (const attachment of [...this.informer.byIndex('node', node)]) {
      const {name = '', deletionTimestamp} = attachment.metadata
      if (kept.has(name) || deletionTimestamp || !isAttachmentName(name)) continue
      this.events.forget(name)
      await this.objects.delete(builtin.volumeAttachments, attachment)
    }
  }

  private wait(attachable: AttachableVolume, waited: number): number {
    const times = Math.floor(waited / patience)
    const {driver, handle} = attachable
    const why = `timed out waiting for external-attacher of ${driver} CSI driver to attach volume ${handle}`
    if (times > 0) this.events.failed(attachable, {occasion: `${times}`, why})
    return (times + 1) * patience - waited
  }

  /** Whether a volume that can be on one node only is on another; its pods are told. */
  private isElsewhere(node: string, attachable: AttachableVolume): boolean {
    const {volume, handle} = attachable
    const others = [...this.informer.byIndex('volume', volume.metadata.name!)].map(({spec}) => spec.nodeName)
    if (isShared(volume) || !others.some(other => other !== node)) return false
    const users = others.flatMap(other => this.wanted.on(other).filter(({handle: theirs}) => theirs === handle))
    const pods = users.flatMap(user => user.pods)
    this.events.elsewhere(attachable, pod => multiAttachError(pod, pods))
    return true
  }
}

const attachmentOf = (node: string, {name, volume, driver}: AttachableVolume): VolumeAttachment => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  metadata: {name},
  spec: {attacher: driver, nodeName: node, source: {persistentVolumeName: volume.metadata.name!}},
})
