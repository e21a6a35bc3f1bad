import type {Pod} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {type Say, sayAs} from '../say.ts'
import type {AttachableVolume} from './attachable-volumes.ts'

/** What pods are told of their volumes: the same thing once, not at every look. */
export class AttachmentEvents {
  private readonly say: Say
  /** What was last said of each attachment. */
  private readonly said = new Map<string, string>()

  constructor(context: Pick<ComponentContext, 'events'>) {
    this.say = sayAs('attachdetach-controller', context)
  }

  attached(attachable: AttachableVolume): void {
    if (!this.isNews(attachable, 'attached')) return
    const text = `AttachVolume.Attach succeeded for volume "${nameOf(attachable)}" `
    for (const pod of attachable.pods) this.say(pod, 'Normal', 'SuccessfulAttachVolume', text)
  }

  /** `occasion` tells one failure from the next. */
  failed(attachable: AttachableVolume, {occasion, why}: {occasion: string; why: string}): void {
    this.warn(attachable, occasion, () => `AttachVolume.Attach failed for volume "${nameOf(attachable)}" : ${why}`)
  }

  elsewhere(attachable: AttachableVolume, why: (pod: Pod) => string): void {
    this.warn(attachable, 'elsewhere', pod => `Multi-Attach error for volume "${nameOf(attachable)}" ${why(pod)}`)
  }

  /** The attachment goes: what is said of the next one of its name is news. */
  forget(name: string): void {
    this.said.delete(name)
  }

  private warn(attachable: AttachableVolume, occasion: string, message: (pod: Pod) => string): void {
    if (!this.isNews(attachable, occasion)) return
    for (const pod of attachable.pods) this.say(pod, 'Warning', 'FailedAttachVolume', message(pod))
  }

  private isNews({name}: AttachableVolume, occasion: string): boolean {
    if (this.said.get(name) === occasion) return false
    this.said.set(name, occasion)
    return true
  }
}

const nameOf = ({volume}: AttachableVolume): string => volume.metadata.name!
