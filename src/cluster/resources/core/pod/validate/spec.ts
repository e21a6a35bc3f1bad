import {duplicate, forbiddenField, invalidValue, required, tooLong} from '../../../../../api/field-error.ts'
import type {PodSpec, Volume} from '../../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain, isQualifiedName} from '../../../../../api/names.ts'
import type {ObjectMeta} from '../../../../../api/object.ts'
import {type Errors, each, invalidBecause, requiredWord} from '../../../validation/errors.ts'
import {validateLegacyIp} from '../../../validation/ip.ts'
import {validateLabels} from '../../../validation/labels.ts'
import {inclusiveRange, maxInt32} from '../../../validation/numbers.ts'
import {validateVolumes} from '../../volumes/pod-volumes.ts'
import {validateAffinity} from './affinity.ts'
import {
  type ContainerContext,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers.ts'
import {validateDnsConfig} from './dns.ts'
import {validateFileKeyVolumes} from './file-keys.ts'
import type {PodRules} from './options.ts'
import {validatePodResources} from './pod-resources.ts'
import {validateResourceClaims} from './resource-claims.ts'
import {validateResources} from './resources.ts'
import {validateHostUsers, validatePodSecurityContext} from './security-context.ts'
import {validateTolerations} from './tolerations.ts'
import {validateTopologySpread} from './topology-spread.ts'
import {validateForOs, validateHostProcess} from './windows.ts'

/** Everything about a pod's spec, of a pod (`metadata` is its own) or of a template. */
export function* validatePodSpec(
  path: string,
  spec: PodSpec,
  metadata: ObjectMeta | undefined,
  rules: PodRules,
): Errors {
  if (spec.terminationGracePeriodSeconds === undefined) yield required(`${path}.terminationGracePeriodSeconds`)
  const volumes = new Map<string, Volume>()
  yield* validateVolumes(`${path}.volumes`, spec.volumes, metadata, rules, volumes)
  const claimNames = new Set((spec.resourceClaims ?? []).map(({name}) => name).filter(Boolean))
  yield* validateResourceClaims(`${path}.resourceClaims`, spec.resourceClaims, metadata)
  const context: ContainerContext = {spec, volumes, claimNames, rules}
  yield* validateContainers(`${path}.containers`, context)
  yield* validateInitContainers(`${path}.initContainers`, context)
  yield* validateEphemeralContainers(`${path}.ephemeralContainers`, context)
  yield* validatePodResources(`${path}.resources`, spec, claimNames, rules)
  yield* validateHostPorts(`${path}.containers`, spec, rules)
  yield* requiredWord(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never'])
  yield* requiredWord(`${path}.dnsPolicy`, spec.dnsPolicy, dnsPolicies)
  yield* validateLabels(`${path}.nodeSelector`, spec.nodeSelector)
  yield* validatePodSecurityContext(`${path}.securityContext`, spec, rules)
  yield* validateAffinity(`${path}.affinity`, spec.affinity, rules)
  yield* validateDnsConfig(`${path}.dnsConfig`, spec)
  yield* each(`${path}.readinessGates`, spec.readinessGates, ({conditionType}, at) =>
    invalidBecause(`${at}.conditionType`, conditionType, isQualifiedName(conditionType)),
  )
  yield* validateSchedulingGates(`${path}.schedulingGates`, spec)
  yield* validateTopologySpread(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints, rules)
  yield* validateHostProcess(path, spec)
  yield* validateHostUsers(path, spec)
  yield* validateHostnameOverride(`${path}.hostnameOverride`, spec)
  yield* validateNames(path, spec)
  if (spec.runtimeClassName !== undefined)
    yield* invalidBecause(`${path}.runtimeClassName`, spec.runtimeClassName, isDns1123Subdomain(spec.runtimeClassName))
  if (spec.preemptionPolicy !== undefined)
    yield* requiredWord(`${path}.preemptionPolicy`, spec.preemptionPolicy, ['PreemptLowerPriority', 'Never'])
  if (spec.overhead)
    yield* validateResources(`${path}.overhead`, {limits: spec.overhead}, {claimNames: new Set(), rules})
  yield* validateOs(path, spec)
  yield* validateFileKeyVolumes(path, spec)
}

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']

function* validateHostPorts(path: string, spec: PodSpec, {isPod}: PodRules): Errors {
  if (!spec.hostNetwork) return
  for (const [index, {ports = []}] of (spec.containers ?? []).entries())
    for (const [port, {hostPort = 0, containerPort}] of ports.entries())
      if ((isPod || hostPort !== 0) && hostPort !== containerPort)
        yield invalidValue(
          `${path}[${index}].ports[${port}].hostPort`,
          hostPort,
          'must match `containerPort` when `hostNetwork` is true',
        )
}

function* validateSchedulingGates(path: string, {schedulingGates = []}: PodSpec): Errors {
  const seen = new Set<string>()
  for (const [index, {name}] of schedulingGates.entries()) {
    yield* invalidBecause(`${path}[${index}]`, name, isQualifiedName(name))
    if (seen.has(name)) yield duplicate(`${path}[${index}]`, name)
    seen.add(name)
  }
}

/** The small fields between the large ones, in their order. */
const longestHostname = 64

/** A name that is the pod's own whatever its network is (KEP-4762). */
function* validateHostnameOverride(path: string, spec: PodSpec): Errors {
  const {hostnameOverride: name, setHostnameAsFQDN, hostNetwork} = spec
  if (name === undefined) return
  if (setHostnameAsFQDN) yield forbiddenField(path, 'may not be specified when setHostnameAsFQDN is true')
  if (hostNetwork) yield forbiddenField(path, 'may not be specified when hostNetwork is true')
  if (Buffer.byteLength(name) > longestHostname) yield tooLong(path, longestHostname)
  yield* invalidBecause(path, name, isDns1123Subdomain(name))
}

function* validateNames(path: string, spec: PodSpec): Errors {
  const {serviceAccountName, nodeName, activeDeadlineSeconds, hostname, subdomain, priorityClassName} = spec
  if (serviceAccountName)
    yield* invalidBecause(`${path}.serviceAccountName`, serviceAccountName, isDns1123Subdomain(serviceAccountName))
  if (nodeName) yield* invalidBecause(`${path}.nodeName`, nodeName, isDns1123Subdomain(nodeName))
  if (activeDeadlineSeconds !== undefined && (activeDeadlineSeconds < 1 || activeDeadlineSeconds > maxInt32))
    yield invalidValue(`${path}.activeDeadlineSeconds`, activeDeadlineSeconds, inclusiveRange(1, maxInt32))
  if (hostname) yield* invalidBecause(`${path}.hostname`, hostname, isDns1123Label(hostname))
  if (subdomain) yield* invalidBecause(`${path}.subdomain`, subdomain, isDns1123Label(subdomain))
  yield* validateTolerations(`${path}.tolerations`, spec.tolerations)
  yield* each(`${path}.hostAliases`, spec.hostAliases, function* ({ip, hostnames}, at) {
    yield* validateLegacyIp(`${at}.ip`, ip)
    yield* each(`${at}.hostnames`, hostnames, (name, here) => invalidBecause(here, name, isDns1123Subdomain(name)))
  })
  if (priorityClassName)
    yield* invalidBecause(`${path}.priorityClassName`, priorityClassName, isDns1123Subdomain(priorityClassName))
}

function* validateOs(path: string, spec: PodSpec): Errors {
  if (!spec.os) return
  const errors = [...requiredWord(`${path}.os${spec.os.name ? '' : '.name'}`, spec.os.name, ['linux', 'windows'])]
  yield* errors.length > 0 ? errors : validateForOs(path, spec)
}

/** Tokens are of the pod's service account, so there has to be one. */
export function* validateTokenVolumes(path: string, spec: PodSpec): Errors {
  if (spec.serviceAccountName) return
  for (const [index, {projected}] of (spec.volumes ?? []).entries())
    for (const [source, {serviceAccountToken}] of (projected?.sources ?? []).entries())
      if (serviceAccountToken)
        yield forbiddenField(
          `${path}.volumes[${index}].projected.sources[${source}].serviceAccountToken`,
          'must not be specified when serviceAccountName is not set',
        )
}
