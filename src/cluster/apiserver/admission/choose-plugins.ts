import type {FeatureGates} from '../enablement/feature-gates.ts'
import type {AdmissionPlugin} from './admission.ts'
import {
  defaultTolerationSeconds,
  defaultTolerationSecondsOf,
  type TolerationSeconds,
} from './default-toleration-seconds.ts'
import {expressions} from './expressions/index.ts'
import {defaultAdmissionPlugins} from './index.ts'
import {configurablePlugins, type PluginConfiguration, pluginsOffByDefault} from './off-by-default.ts'

export type {AdmissionPlugin} from './admission.ts'

export interface PluginChoice {
  /** Besides those that are on by default. */
  enabled?: readonly string[]
  disabled?: readonly string[]
  features: FeatureGates
  configuration?: PluginConfiguration
  tolerationSeconds?: TolerationSeconds
}

/** What kubeadm, too, turns on. */
const usuallyEnabled = ['NodeRestriction']

/** The admission plugins that are on, in kube-apiserver's order. Throws in its words for names that are none. */
export function chooseAdmissionPlugins({
  enabled = usuallyEnabled,
  disabled = [],
  features,
  configuration = () => undefined,
  tolerationSeconds,
}: PluginChoice): AdmissionPlugin[] {
  const problems = [
    ...unknown('enable-admission-plugins', enabled),
    ...unknown('disable-admission-plugins', disabled),
    ...overlapping(enabled, disabled),
  ]
  if (problems.length > 0) throw new Error(problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`)
  return order.flatMap(name => {
    if (name === expressions.name) return [expressions]
    const gate = gates[name]
    if (gate && !features.enabled(gate)) return []
    if (name === defaultTolerationSeconds.name && tolerationSeconds && !disabled.includes(name))
      return [defaultTolerationSecondsOf(tolerationSeconds)]
    const on = enabled.includes(name) || (!disabled.includes(name) && !offByDefault.has(name))
    const plugin = on ? pluginOf(name, configuration) : undefined
    return plugin ? [plugin] : []
  })
}

/** Undefined: nothing here needs it. */
const pluginOf = (name: string, configuration: PluginConfiguration): AdmissionPlugin | undefined =>
  configurablePlugins[name]?.(configuration) ??
  defaultAdmissionPlugins.find(plugin => plugin.name === name) ??
  pluginsOffByDefault[name]?.(configuration)

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
  ...Object.keys(pluginsOffByDefault).filter(name => !Object.hasOwn(gates, name)),
])

const known = new Set(order.filter(name => name !== expressions.name))

const unknown = (flag: string, names: readonly string[]): string[] =>
  names.filter(name => !known.has(name)).map(name => `${flag} plugin ${JSON.stringify(name)} is unknown`)

function overlapping(enabled: readonly string[], disabled: readonly string[]): string[] {
  const both = enabled.filter(name => disabled.includes(name))
  return both.length > 0
    ? [`[${both.join(' ')}] in enable-admission-plugins and disable-admission-plugins overlapped`]
    : []
}
