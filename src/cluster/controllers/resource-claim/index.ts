import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod, ResourceClaim} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {indexOwners} from '../../runtime/controller-ref.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {knownClaimNames} from '../../runtime/resource-claims.ts'
import {observeClaims} from './claim-metrics.ts'
import {createClaimSync} from './sync-claim.ts'
import {createPodSync} from './sync-pod.ts'

/**
 * Makes the ResourceClaims that pods want from templates, reserves claims for pods that no scheduler has placed, and takes reservations, allocations and
 * generated claims back once the pods that used them are done. Keys say which of the two they are: `pod:NAMESPACE/NAME`, `claim:NAMESPACE/NAME`.
 */
export function createResourceClaimController(context: ComponentContext): Component {
  const {informers, metrics} = context
  const pods = informers.informer<Pod>(builtin.pods)
  const claims = informers.informer<ResourceClaim>(builtin.resourceClaims)
  pods.addIndex('resourceClaim', pod => knownClaimNames(pod).map(name => `${pod.metadata.namespace}/${name}`))
  indexOwners(claims)
  const parts = {
    context,
    pods,
    claims,
    objects: createObjectClient(context),
    counts: metrics && observeClaims(metrics, claims),
  }
  const syncPod = createPodSync(parts)
  const syncClaim = createClaimSync(parts)

  const podKeys = (pod: Pod): string[] =>
    pod.spec?.resourceClaims?.length
      ? [`pod:${objectKey(pod)}`, ...knownClaimNames(pod).map(name => `claim:${pod.metadata.namespace}/${name}`)]
      : []

  const claimKeys = (claim: ResourceClaim): string[] => [
    `claim:${objectKey(claim)}`,
    ...[...pods.byIndex('resourceClaim', objectKey(claim))].map(pod => `pod:${objectKey(pod)}`),
  ]

  return createController(context, {
    name: 'resourceclaim-controller',
    queue: 'resource_claim',
    workers: 10,
    watches: [watch(pods, podKeys), watch(claims, claimKeys)],
    async reconcile(key) {
      const at = key.indexOf(':')
      await (key.slice(0, at) === 'pod' ? syncPod : syncClaim)(key.slice(at + 1))
      return undefined
    },
  })
}
