import type {FeatureGates} from '../enablement/feature-gates.ts'
import type {AdmissionPlugin} from './admission.ts'
import {expressions} from './expressions/index.ts'
import {defaultAdmissionPlugins} from './index.ts'
import {pluginsOffByDefault} from './off-by-default.ts'

export type {AdmissionPlugin} from './admission.ts'

export interface PluginChoice {
  /** Besides those that are on by default. */
  enabled?: readonly string[]
  disabled?: readonly string[]
  features: FeatureGates
}

/** What kubeadm, too, turns on. */
const usuallyEnabled = ['NodeRestriction']

/** The admission plugins that are on, in kube-apiserver's order. Throws in its words for names that are none. */
export function chooseAdmissionPlugins({
  enabled = usuallyEnabled,
  disabled = [],
  features,
}: PluginChoice): AdmissionPlugin[] {
  const problems = [
    ...unknown('enable-admission-plugins', enabled),
    ...unknown('disable-admission-plugins', disabled),
    ...overlapping(enabled, disabled),
  ]
  if (problems.length > 0) throw new Error(problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`)
  const isOn = ({name}: AdmissionPlugin): boolean => {
    const gate = gates[name]
    if (gate && !features.enabled(gate)) return false
    return enabled.includes(name) || (!disabled.includes(name) && !offByDefault.has(name))
  }
  return all.filter(plugin => plugin === expressions || isOn(plugin))
}

/** Features without which a plugin does nothing, whatever the flags say. */
const gates: Record<string, string> = {
  MutatingAdmissionPolicy: 'MutatingAdmissionPolicy',
  PodTopologyLabels: 'PodTopologyLabelsAdmission',
  ClusterTrustBundleAttest: 'ClusterTrustBundle',
}

/** kube-apiserver's order. */
const order = `
AlwaysAdmit NamespaceAutoProvision NamespaceLifecycle NamespaceExists LimitPodHardAntiAffinityTopology LimitRanger ServiceAccount NodeRestriction
TaintNodesByCondition AlwaysPullImages ImagePolicyWebhook PodSecurity PodNodeSelector Priority DefaultTolerationSeconds PodTolerationRestriction
EventRateLimit ExtendedResourceToleration DefaultStorageClass StorageObjectInUseProtection OwnerReferencesPermissionEnforcement
PersistentVolumeClaimResize RuntimeClass CertificateApproval CertificateSigning ClusterTrustBundleAttest CertificateSubjectRestriction
DefaultIngressClass DenyServiceExternalIPs PodTopologyLabels MutatingAdmissionPolicy MutatingAdmissionWebhook Expressions ValidatingAdmissionPolicy
ValidatingAdmissionWebhook ResourceQuota AlwaysDeny`
  .trim()
  .split(/\s+/)

const offByDefault = new Set([
  'NodeRestriction',
  ...pluginsOffByDefault.map(({name}) => name).filter(name => !Object.hasOwn(gates, name)),
])

const all = [...defaultAdmissionPlugins, ...pluginsOffByDefault].sort(
  (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
)

const known = new Set(order.filter(name => name !== expressions.name))

const unknown = (flag: string, names: readonly string[]): string[] =>
  names.filter(name => !known.has(name)).map(name => `${flag} plugin ${JSON.stringify(name)} is unknown`)

function overlapping(enabled: readonly string[], disabled: readonly string[]): string[] {
  const both = enabled.filter(name => disabled.includes(name))
  return both.length > 0
    ? [`[${both.join(' ')}] in enable-admission-plugins and disable-admission-plugins overlapped`]
    : []
}
