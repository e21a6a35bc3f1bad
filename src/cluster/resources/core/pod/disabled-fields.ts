import type {Container, PodSpec} from '../../../../api/kinds.ts'
import {unmarkEmpty} from '../../../../api/schema/index.ts'
import {dropGated, type Features, type GatedFields, type Gating} from '../../gated-fields.ts'

/** The same field of every container of a pod. */
const ofContainers = (field: string): string =>
  ['containers', 'initContainers', 'ephemeralContainers'].map(list => `${list}[].${field}`).join(' ')

const gated: GatedFields[] = [
  {features: 'UserNamespacesSupport', fields: 'hostUsers'},
  {features: 'SupplementalGroupsPolicy', fields: 'securityContext.supplementalGroupsPolicy'},
  {features: 'SELinuxChangePolicy', fields: 'securityContext.seLinuxChangePolicy'},
  {features: 'PodLevelResources', fields: 'resources'},
  {features: 'MatchLabelKeysInPodTopologySpread', fields: 'topologySpreadConstraints[].matchLabelKeys'},
  {
    features: 'DynamicResourceAllocation',
    fields: `resourceClaims ${ofContainers('resources.claims')}`,
    uses: 'resourceClaims',
  },
  {features: 'ClusterTrustBundleProjection', fields: 'volumes[].projected.sources[].clusterTrustBundle'},
  {features: 'PodCertificateRequest', fields: 'volumes[].projected.sources[].podCertificate'},
  {features: 'InPlacePodVerticalScaling', fields: ofContainers('resizePolicy')},
  {features: 'HostnameOverride', fields: 'hostnameOverride'},
  {features: 'EnvFiles', fields: ofContainers('env[].valueFrom.fileKeyRef')},
]

/** Drops of a pod what Kubernetes knows only behind feature gates that are off. */
export function dropDisabledFields(spec: PodSpec, gating: Gating<PodSpec>): void {
  const {features, old} = gating
  dropGated(gated, spec, gating)
  const off = (feature: string, isUsed: (old: PodSpec) => boolean) =>
    !features.enabled(feature) && !(old && isUsed(old))
  if (off('ProcMountType', before => containersOf(before).some(hasOwnProcMount))) resetProcMounts(spec)
  if (off('ContainerRestartRules', usesRestartRules)) dropRestartRules(spec)
  if (off('ImageVolume', ({volumes}) => Boolean(volumes?.some(({image}) => image)))) dropImageVolumes(spec)
  if (off('ContainerStopSignals', before => containersOf(before).some(({lifecycle}) => lifecycle?.stopSignal)))
    for (const container of containersOf(spec)) dropStopSignal(container)
}

interface Templated {
  spec?: {template?: {spec?: PodSpec}}
}

/** The same for the pods of a template. */
export function dropDisabledInTemplate({spec}: Templated, {features, old}: Gating<Templated>): void {
  if (spec?.template?.spec) dropDisabledFields(spec.template.spec, {features, old: old?.spec?.template?.spec})
}

/** For kinds whose type says less than the API. */
export const templateHook = dropDisabledInTemplate as (draft: never, gating: {features: Features}) => void

/** Lists may be null. */
const containersOf = ({initContainers, containers, ephemeralContainers}: PodSpec): Container[] => [
  ...(initContainers ?? []),
  ...(containers ?? []),
  ...((ephemeralContainers ?? []) as Container[]),
]

const hasOwnProcMount = ({securityContext}: Container): boolean =>
  securityContext?.procMount !== undefined && securityContext.procMount !== 'Default'

function resetProcMounts(spec: PodSpec): void {
  for (const {securityContext} of containersOf(spec))
    if (securityContext?.procMount) securityContext.procMount = 'Default'
}

/** Only init containers have a policy of their own by themselves: to run as long as the pod does. */
function usesRestartRules({initContainers, ...others}: PodSpec): boolean {
  const hasPolicy = ({restartPolicy, restartPolicyRules}: Container) =>
    restartPolicy !== undefined || Boolean(restartPolicyRules?.length)
  return (
    (initContainers ?? []).some(
      each => hasPolicy(each) && !(each.restartPolicy === 'Always' && !each.restartPolicyRules?.length),
    ) || containersOf(others).some(hasPolicy)
  )
}

function dropRestartRules(spec: PodSpec): void {
  for (const container of containersOf(spec)) delete container.restartPolicyRules
  for (const container of spec.initContainers ?? [])
    if (container.restartPolicy !== 'Always') delete container.restartPolicy
  for (const container of containersOf({...spec, initContainers: []})) delete container.restartPolicy
}

/** A lifecycle that says nothing else goes with it. */
function dropStopSignal(container: Container): void {
  if (container.lifecycle?.stopSignal === undefined) return
  delete container.lifecycle.stopSignal
  if (!container.lifecycle.postStart && !container.lifecycle.preStop) delete container.lifecycle
}

/** Volumes that are images go, and what mounts them; an empty list is none from then on. */
function dropImageVolumes(spec: PodSpec): void {
  const names = new Set((spec.volumes ?? []).filter(({image}) => image).map(({name}) => name))
  keepOthers(spec, 'volumes', names)
  for (const container of containersOf(spec)) keepOthers(container, 'volumeMounts', names)
}

function keepOthers<Field extends string>(
  holder: Partial<Record<Field, {name: string}[]>>,
  field: Field,
  names: ReadonlySet<string>,
): void {
  unmarkEmpty(holder, field)
  if (names.size === 0) return
  const others = holder[field]?.filter(({name}) => !names.has(name))
  if (others?.length) holder[field] = others
  else delete holder[field]
}
