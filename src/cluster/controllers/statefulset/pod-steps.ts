import {builtin} from '../../../api/builtin-resources.ts'
import type {ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet} from '../../../api/kinds.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {errorText} from '../error-text.ts'
import {claimOwners} from './claim-owners.ts'
import {claimsOf, podOf} from './identity.ts'

const source = 'statefulset-controller'

interface PodPlace {
  ordinal: number
  /** Whether the set has fewer replicas than that. */
  isCondemned: boolean
}

/** What a StatefulSet does with one of its pods, told in events about the set. */
export class PodSteps {
  private readonly context: ComponentContext
  private readonly objects: ObjectClient

  constructor(context: ComponentContext, objects: ObjectClient) {
    this.context = context
    this.objects = objects
  }

  async create(set: StatefulSet, revision: ControllerRevision, ordinal: number): Promise<void> {
    const pod = podOf(set, revision, ordinal)
    await this.createClaims(set, pod, ordinal)
    const {name} = pod.metadata
    try {
      await this.objects.create(builtin.pods, pod)
      this.say(set, 'Normal', 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`)
    } catch (error) {
      if (isAlreadyExists(error)) throw error
      const message = `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${errorText(error)}`
      this.say(set, 'Warning', 'FailedCreate', message)
      throw error
    }
  }

  async delete(set: StatefulSet, pod: Pod): Promise<void> {
    const what = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`
    try {
      await this.objects.delete(builtin.pods, pod)
      this.say(set, 'Normal', 'SuccessfulDelete', `${what} successful`)
    } catch (error) {
      this.say(set, 'Warning', 'FailedDelete', `${what} failed error: ${errorText(error)}`)
      throw error
    }
  }

  async recreate(set: StatefulSet, pod: Pod): Promise<void> {
    const {namespace, name} = pod.metadata
    const message = `StatefulSet ${namespace}/${set.metadata.name} is recreating failed Pod ${name}`
    const terminated = `StatefulSet ${namespace}/${set.metadata.name} is recreating terminated Pod ${name}`
    if (pod.status?.phase === 'Failed') this.say(set, 'Warning', 'RecreatingFailedPod', message)
    else this.say(set, 'Normal', 'RecreatingTerminatedPod', terminated)
    await this.delete(set, pod)
  }

  /** Gives a pod's claims the owners with which they are to go, if the set does not keep them. */
  async ownClaims(set: StatefulSet, pod: Pod, {ordinal, isCondemned}: PodPlace): Promise<void> {
    const claims = this.context.informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
    for (const {metadata} of claimsOf(set, ordinal)) {
      const claim = claims.get(`${metadata.namespace}/${metadata.name}`)
      const ownerReferences = claim && claimOwners(claim, set, pod, isCondemned)
      if (!ownerReferences) continue
      await this.objects.update(builtin.persistentVolumeClaims, {
        ...claim,
        metadata: {...claim.metadata, ownerReferences},
      })
    }
  }

  private async createClaims(set: StatefulSet, pod: Pod, ordinal: number): Promise<void> {
    const claims = this.context.informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
    await claims.synced()
    for (const claim of claimsOf(set, ordinal)) {
      const {namespace, name} = claim.metadata
      if (claims.get(`${namespace}/${name}`)) continue
      const what = `create Claim ${name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`
      try {
        await this.objects.create(builtin.persistentVolumeClaims, claim)
        this.say(set, 'Normal', 'SuccessfulCreate', `${what} success`)
      } catch (error) {
        if (isAlreadyExists(error)) continue
        this.say(set, 'Warning', 'FailedCreate', `${what} failed error: ${errorText(error)}`)
        throw error
      }
    }
  }

  private say(set: StatefulSet, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.context.events.record(set, {type, reason, message, source})
  }
}
