import type {Container, Pod, PodSpec, PodTemplateSpec, Volume} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import type {ObjectMeta} from '../../../../api/object.ts'
import {milliValue} from '../../../../api/quantity.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {ipWarnings} from '../../validation/ip.ts'
import {affinityWarnings} from './affinity-warnings.ts'
import {appArmorOf, appArmorPrefix, appArmorWarning} from './app-armor.ts'
import {allContainers} from './containers.ts'
import {KnownSpecs} from './known-specs.ts'
import {portWarnings} from './port-warnings.ts'
import {overlappingPathWarnings} from './volume-path-warnings.ts'

/** What a client should know of a new pod; an update warns of nothing. */
export function podWarnings(pod: Pod, old?: Pod): string[] {
  if (old) return []
  const messages = isDns1123Label(pod.metadata.name ?? '')
  const hostname =
    "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended"
  const own = messages.length > 0 ? [`metadata.name: ${hostname}: [${messages.join(' ')}]`] : []
  let more: string[] = []
  harmless.check(pod, () => {
    more = specWarnings('', pod.spec, pod.metadata)
    return more.length === 0
  })
  return [...own, ...more]
}

const harmless = new KnownSpecs()

/** The same of a template, below its path. */
export const podTemplateWarnings = (path: string, template: PodTemplateSpec | undefined): string[] =>
  specWarnings(`${path}.`, template?.spec, template?.metadata)

function specWarnings(prefix: string, spec: PodSpec | undefined, metadata: ObjectMeta | undefined): string[] {
  if (!spec) return []
  const path = `${prefix}spec`
  return [
    ...affinityWarnings(path, spec),
    ...annotationWarnings(`${prefix}metadata.annotations`, metadata),
    ...(spec.volumes ?? []).flatMap((volume, index) => volumeWarnings(`${path}.volumes[${index}]`, volume)),
    ...overlappingPathWarnings(spec.volumes ?? []),
    ...repeated(
      `${path}.hostAliases`,
      'ip',
      spec.hostAliases?.map(({ip}) => ip),
    ),
    ...repeated(
      `${path}.imagePullSecrets`,
      'name',
      spec.imagePullSecrets?.map(({name}) => name ?? ''),
    ),
    ...(spec.imagePullSecrets ?? []).flatMap(({name}, index) =>
      name ? [] : [`${path}.imagePullSecrets[${index}].name: invalid empty name ""`],
    ),
    ...fractions(`${path}.overhead`, spec.overhead),
    ...podSeccompWarnings(`${prefix}metadata.annotations`, spec, metadata),
    ...allContainers(spec, path).flatMap(({container, path: at}) => [
      ...profileWarnings(`${prefix}metadata.annotations`, container, spec, metadata),
      ...containerWarnings(at, container),
    ]),
    ...portWarnings(path, spec),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...nullSelectors(path, spec),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, index) =>
      ipWarnings(`${path}.dnsConfig.nameservers[${index}]`, ip),
    ),
    ...(spec.hostAliases ?? []).flatMap(({ip}, index) => ipWarnings(`${path}.hostAliases[${index}].ip`, ip)),
  ]
}

const deprecatedAnnotations: Record<string, string> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
}

const annotationWarnings = (path: string, metadata: ObjectMeta | undefined): string[] =>
  Object.entries(deprecatedAnnotations)
    .filter(([key]) => metadata?.annotations?.[key] !== undefined)
    .map(([key, message]) => `${path}[${key}]: ${message}`)

const podSeccomp = 'seccomp.security.alpha.kubernetes.io/pod'
const containerSeccomp = 'container.seccomp.security.alpha.kubernetes.io/'

const seccompWarning = (path: string, key: string): string =>
  `${path}[${key}]: non-functional in v1.27+; use the "seccompProfile" field instead`

const podSeccompWarnings = (path: string, {securityContext}: PodSpec, metadata: ObjectMeta | undefined): string[] =>
  metadata?.annotations?.[podSeccomp] !== undefined && !securityContext?.seccompProfile
    ? [seccompWarning(path, podSeccomp)]
    : []

/** Of a container's annotations of old; of a pod's own for AppArmor there has been a word already, when a field took it over. */
function profileWarnings(
  path: string,
  {name, securityContext}: Container,
  spec: PodSpec,
  metadata: ObjectMeta | undefined,
): string[] {
  const annotations = metadata?.annotations ?? {}
  const seccomp =
    annotations[containerSeccomp + name] !== undefined && !securityContext?.seccompProfile
      ? [seccompWarning(path, containerSeccomp + name)]
      : []
  const appArmor = annotations[appArmorPrefix + name]
  const isTemplate = path !== 'metadata.annotations'
  if (!isTemplate || appArmor === undefined || securityContext?.appArmorProfile) return seccomp
  const ofPod = spec.securityContext?.appArmorProfile
  const isSaid = ofPod !== undefined && sameMeaning(ofPod, appArmorOf(appArmor))
  return isSaid ? seccomp : [...seccomp, appArmorWarning(path, name)]
}

const deprecatedVolumes: [keyof Volume, string][] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]

const volumeWarnings = (path: string, volume: Volume): string[] => [
  ...deprecatedVolumes
    .filter(([kind]) => volume[kind] !== undefined)
    .map(([kind, message]) => `${path}.${kind === 'storageos' ? 'storageOS' : kind}: ${message}`),
  ...fractions(
    `${path}.ephemeral.volumeClaimTemplate.spec.resources.requests`,
    volume.ephemeral?.volumeClaimTemplate?.spec.resources?.requests,
    ['storage'],
  ),
]

function repeated(path: string, field: string, values: string[] | undefined): string[] {
  return (values ?? []).flatMap((value, index) =>
    values?.indexOf(value) === index ? [] : [`${path}[${index}].${field}: duplicate ${field} ${JSON.stringify(value)}`],
  )
}

/** Amounts of bytes that are none. */
export const fractions = (
  path: string,
  list: Record<string, string> | undefined,
  names: string[] = ['memory', 'ephemeral-storage'],
): string[] =>
  names
    .filter(name => list?.[name] !== undefined && milliValue(list[name] as string) % 1000 !== 0)
    .map(
      name => `${path}[${name}]: fractional byte value ${JSON.stringify(list?.[name])} is invalid, must be an integer`,
    )

function containerWarnings(path: string, {resources, env = []}: Container): string[] {
  const {limits, requests} = resources ?? {}
  const amounts = ['memory', 'ephemeral-storage'].flatMap(name => [
    ...fractions(`${path}.resources.limits`, limits, [name]),
    ...fractions(`${path}.resources.requests`, requests, [name]),
  ])
  const seen = new Set<string>()
  const hidden = env.flatMap(({name, value = '', valueFrom}, index) => {
    const reference = `$(${name})`
    const isLost = valueFrom !== undefined || value === reference || !value.includes(reference)
    const again = seen.has(name)
    seen.add(name)
    return again && isLost
      ? [
          `${path}.env[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
        ]
      : []
  })
  return [...amounts, ...hidden]
}

function nullSelectors(path: string, {affinity}: PodSpec): string[] {
  const message = 'a null labelSelector results in matching no pod'
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap(kind => {
    const at = `${path}.affinity.${kind}`
    const needed = affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    const preferred = affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    return [
      ...needed.flatMap(({labelSelector}, index) =>
        labelSelector
          ? []
          : [`${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: ${message}`],
      ),
      ...preferred.flatMap(({podAffinityTerm}, index) =>
        podAffinityTerm.labelSelector
          ? []
          : [
              `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector: ${message}`,
            ],
      ),
    ]
  })
}
