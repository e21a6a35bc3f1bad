import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod, PodResourceClaim, ResourceClaim, ResourceClaimTemplate} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {ownedBy} from '../../runtime/controller-ref.ts'
import type {Informer} from '../../runtime/informer.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {ClaimNotCreated, claimNameOf, isReservedFor, notForPod, reservationOf} from '../../runtime/resource-claims.ts'
import type {ClaimCounts} from './claim-metrics.ts'
import {claimAnnotation, generatedClaim} from './generated-claim.ts'

export interface ClaimControllerParts {
  context: ComponentContext
  pods: Informer<Pod>
  claims: Informer<ResourceClaim>
  objects: ObjectClient
  counts: ClaimCounts | undefined
}

/** Sees to it that a pod has the claims that its templates stand for, and, where it has a node already, may use them. */
export function createPodSync({context, pods, claims, objects, counts}: ClaimControllerParts) {
  const templates = context.informers.informer<ResourceClaimTemplate>(builtin.resourceClaimTemplates)

  /** The name of the claim that the pod has not been told of yet; undefined where there is nothing to tell. */
  const ensure = async (pod: Pod, podClaim: PodResourceClaim): Promise<string | undefined> => {
    const known = knownName(pod, podClaim)
    if (known === 'unneeded') return undefined
    if (known !== undefined) {
      const claim = claims.get(`${pod.metadata.namespace}/${known}`)
      if (claim && !notForPod(pod, claim)) return undefined
    }
    const made = ownedBy(claims, pod).find(({metadata}) => metadata.annotations?.[claimAnnotation] === podClaim.name)
    return (made ?? (await create(pod, podClaim))).metadata.name
  }

  const create = async (pod: Pod, podClaim: PodResourceClaim): Promise<ResourceClaim> => {
    const name = podClaim.resourceClaimTemplateName!
    await templates.synced()
    const template = templates.get(`${pod.metadata.namespace}/${name}`)
    if (!template)
      throw new Error(`resource claim template "${name}": resourceclaimtemplate.resource.k8s.io "${name}" not found`)
    try {
      const claim = await objects.create(builtin.resourceClaims, generatedClaim(pod, podClaim.name, template))
      counts?.created(template.spec?.spec, 'success')
      return claim
    } catch (error) {
      counts?.created(template.spec?.spec, 'failure')
      throw new Error(`create ResourceClaim : ${(error as Error).message}`)
    }
  }

  const tell = async (pod: Pod, names: ReadonlyMap<string, string>): Promise<Pod> => {
    const {namespace, name} = pod.metadata
    const statuses = [...names].map(([claim, resourceClaimName]) => ({name: claim, resourceClaimName}))
    const body = {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace}, status: {resourceClaimStatuses: statuses}}
    const path = {...builtin.pods, namespace, name, subresource: 'status'}
    const told = await context.client.patch<Pod>(path, 'apply', body, {
      fieldManager: 'ResourceClaimController',
      force: true,
    })
    await pods.untilRevision(Number(told.metadata.resourceVersion))
    return told
  }

  /** A pod that has a node, but did not get it from a scheduler that knows of claims. */
  const reserve = async (pod: Pod): Promise<void> => {
    for (const podClaim of pod.spec!.resourceClaims!) {
      const {name, generated} = claimNameOf(pod, podClaim)
      if (name === undefined) continue
      const claim = claims.get(`${pod.metadata.namespace}/${name}`)
      if (!claim) return
      const stranger = generated && notForPod(pod, claim)
      if (stranger) throw new Error(stranger)
      if (!claim.status?.allocation || isReservedFor(claim, pod)) continue
      const reservedFor = [...(claim.status.reservedFor ?? []), reservationOf(pod)]
      await objects.updateStatus(builtin.resourceClaims, {...claim, status: {...claim.status, reservedFor}})
    }
  }

  return async (key: string): Promise<void> => {
    const pod = pods.get(key)
    // One that has ended has had its claim taken away, and must not be given another.
    if (!pod || pod.metadata.deletionTimestamp || isPodFinished(pod)) return
    const names = new Map<string, string>()
    for (const podClaim of pod.spec?.resourceClaims ?? []) {
      try {
        const name = await ensure(pod, podClaim)
        if (name !== undefined) names.set(podClaim.name, name)
      } catch (error) {
        const message = `PodResourceClaim ${podClaim.name}: ${(error as Error).message}`
        context.events.record(pod, {
          type: 'Warning',
          reason: 'FailedResourceClaimCreation',
          message,
          source: 'resource_claim',
        })
        throw new Error(`pod ${key}, ${message}`)
      }
    }
    const told = names.size > 0 ? await tell(pod, names) : pod
    if (told.spec?.nodeName) await reserve(told)
  }
}

/** What the pod was told, or names itself: `unneeded` where no claim of a template's is to be seen to. */
function knownName(pod: Pod, podClaim: PodResourceClaim): string | undefined {
  if (podClaim.resourceClaimTemplateName === undefined) return 'unneeded'
  try {
    return claimNameOf(pod, podClaim).name ?? 'unneeded'
  } catch (error) {
    if (error instanceof ClaimNotCreated) return undefined
    throw error
  }
}
