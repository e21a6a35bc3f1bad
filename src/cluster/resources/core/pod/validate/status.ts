import {type FieldError, forbiddenField, internalField, invalidValue} from '../../../../../api/field-error.ts'
import type {ContainerStatus, Pod, PodSpec} from '../../../../../api/kinds.ts'
import {isDns1123Subdomain, isQualifiedName} from '../../../../../api/names.ts'
import {immutable} from '../../../validation/equality.ts'
import {type Errors, each, invalidBecause, supportedWord} from '../../../validation/errors.ts'
import {validateLegacyIp} from '../../../validation/ip.ts'
import {isDualStack, parseIp} from '../../../validation/ip-address.ts'
import {validId} from '../../../validation/numbers.ts'
import {isSidecar} from '../containers.ts'
import {validateAnnotationUpdates, validatePodAnnotations} from './annotations.ts'
import {rulesOfOld} from './old-rules.ts'
import {validateResourceClaimStatuses} from './resource-claims.ts'

/** What a kubelet may say of its pod. */
export const validatePodStatusUpdate = (pod: Pod, old: Pod): FieldError[] => [...statusErrors(pod, old)]

const systemConditions = ['PodScheduled', 'Ready', 'Initialized']
const statusLists = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const

function* statusErrors(pod: Pod, old: Pod): Errors {
  const [status, before] = [pod.status ?? {}, old.status ?? {}]
  const spec = pod.spec ?? ({containers: []} as PodSpec)
  const oldSpec = old.spec ?? ({containers: []} as PodSpec)
  const {annotations} = pod.metadata
  yield* validateAnnotationUpdates('metadata.annotations', annotations, old.metadata.annotations)
  yield* validatePodAnnotations('metadata.annotations', annotations, spec, rulesOfOld(oldSpec, old.metadata))
  yield* each('status.conditions', status.conditions, function* ({type, observedGeneration = 0}, at) {
    if (observedGeneration < 0)
      yield invalidValue(`${at}.observedGeneration`, observedGeneration, 'must be a non-negative integer')
    if (!systemConditions.includes(type)) yield* invalidBecause(`${at}.Type`, type, isQualifiedName(type))
  })
  yield* nominatedNode(status.nominatedNodeName, before.nominatedNodeName, oldSpec)
  if ((status.observedGeneration ?? 0) < 0)
    yield invalidValue('status.observedGeneration', status.observedGeneration, 'must be a non-negative integer')
  yield* immutable('status.qosClass', status.qosClass, before.qosClass)
  for (const list of statusLists)
    yield* transitions(`status.${list}`, list, status[list] ?? [], before[list] ?? [], oldSpec)
  yield* validateResourceClaimStatuses(
    'status.resourceClaimStatuses',
    status.resourceClaimStatuses,
    spec.resourceClaims,
  )
  yield* addresses('status.podIPs', status.podIPs, before.podIPs)
  const hostIPs = status.hostIPs ?? []
  if (hostIPs[0] && hostIPs[0].ip !== status.hostIP)
    yield invalidValue('status.hostIPs[0].ip', hostIPs[0].ip, 'must be equal to `hostIP`')
  yield* addresses('status.hostIPs', hostIPs, before.hostIPs)
  for (const list of statusLists) yield* containerUsers(`status.${list}`, status[list] ?? [], spec)
  for (const list of statusLists) yield* allocatedHealth(`status.${list}`, status[list] ?? [])
}

function* nominatedNode(name: string | undefined, old: string | undefined, spec: PodSpec): Errors {
  if (!name || name === old) return
  yield* invalidBecause('status.nominatedNodeName', name, isDns1123Subdomain(name))
  if (spec.nodeName)
    yield forbiddenField('status.nominatedNodeName', 'may not be set on pods that are already bound to a node')
}

/** A container that has ended does not run again, unless the pod's policy says so. */
function* transitions(
  path: string,
  list: (typeof statusLists)[number],
  now: readonly ContainerStatus[],
  old: readonly ContainerStatus[],
  spec: PodSpec,
): Errors {
  const isEphemeral = list === 'ephemeralContainerStatuses'
  if (!isEphemeral && spec.restartPolicy === 'Always') return
  for (const [index, {name, state}] of old.entries()) {
    if (!state?.terminated) continue
    if (!isEphemeral && state.terminated.exitCode !== 0 && spec.restartPolicy === 'OnFailure') continue
    const init = spec.initContainers?.find(container => container.name === name)
    if (list === 'initContainerStatuses' && init && isSidecar(init)) continue
    if (now.some(status => status.name === name && !status.state?.terminated))
      yield forbiddenField(`${path}[${index}].state`, 'may not be transitioned to non-terminated state')
  }
}

function* addresses(path: string, now: {ip: string}[] | undefined, old: {ip: string}[] | undefined): Errors {
  const ips = (now ?? []).map(({ip}) => ip)
  const before = (old ?? []).map(({ip}) => ip)
  yield* each(path, ips, (ip, at) => validateLegacyIp(at, ip, before))
  if (ips.length < 2) return
  const parsed = ips.map(parseIp)
  const wrong = parsed.indexOf(undefined)
  if (wrong >= 0)
    yield internalField(path, `failed to check for dual stack with error:invalid IP[${wrong}]: ${ips[wrong]}`)
  if (wrong >= 0 || !isDualStack(parsed.filter(ip => ip !== undefined)) || ips.length > 2)
    yield invalidValue(
      path,
      ips.map(ip => ({IP: ip})),
      'may specify no more than one IP for each IP family',
    )
}

const containerUsers = (path: string, statuses: readonly ContainerStatus[], {os}: PodSpec): Errors =>
  each(path, statuses, function* ({user}, at) {
    const linux = user?.linux
    if (!linux) return
    if (os?.name === 'windows') {
      yield forbiddenField(`${at}.user.linux`, 'cannot be set for a windows pod')
      return
    }
    yield* validId(`${at}.user.linux.uid`, linux.uid)
    yield* validId(`${at}.user.linux.gid`, linux.gid)
    yield* each(`${at}.user.linux.supplementalGroups`, linux.supplementalGroups, (group, here) => validId(here, group))
  })

const allocatedHealth = (path: string, statuses: readonly ContainerStatus[]): Errors =>
  each(path, statuses, (status, at) =>
    each(`${at}.allocatedResourcesStatus`, status.allocatedResourcesStatus, ({resources}, here) =>
      each(`${here}.resources`, resources, ({health}, item) =>
        supportedWord(`${item}.health`, health, ['Healthy', 'Unhealthy', 'Unknown']),
      ),
    ),
  )
