import type {AdmissionPlugin} from './admission.ts'
import {alwaysAdmit} from './always-admit.ts'
import {alwaysDeny} from './always-deny.ts'
import {alwaysPullImages} from './always-pull-images.ts'
import {denyServiceExternalIps} from './deny-service-external-ips.ts'
import {eventRateLimit} from './event-rate-limit.ts'
import {extendedResourceToleration} from './extended-resource-toleration.ts'
import {limitPodHardAntiAffinityTopology} from './limit-pod-hard-anti-affinity-topology.ts'
import {namespaceAutoProvision} from './namespace-auto-provision.ts'
import {namespaceExists} from './namespace-exists.ts'
import {ownerReferencesPermissionEnforcement} from './owner-references-permission-enforcement.ts'
import {podNodeSelector, type PodNodeSelectorConfig} from './pod-node-selector.ts'
import {type PodTolerationConfig, podTolerationRestriction} from './pod-toleration-restriction.ts'
import {podTopologyLabels} from './pod-topology-labels.ts'
import {type PodSecurityConfiguration, podSecurityAs} from './pod-security/index.ts'
import {mutatingAdmissionPolicies} from './policies/mutating/index.ts'

/** What an AdmissionConfiguration has for a plugin, by the plugin's name; undefined where it has nothing. */
export type PluginConfiguration = (plugin: string) => unknown

/** Plugins that are on only where a flag or a feature gate says so, by their names; made then. */
export const pluginsOffByDefault: Record<string, (configuration: PluginConfiguration) => AdmissionPlugin> = {
  AlwaysAdmit: () => alwaysAdmit,
  NamespaceAutoProvision: () => namespaceAutoProvision,
  NamespaceExists: () => namespaceExists,
  LimitPodHardAntiAffinityTopology: () => limitPodHardAntiAffinityTopology,
  AlwaysPullImages: () => alwaysPullImages,
  PodNodeSelector: of => podNodeSelector((of('PodNodeSelector') as PodNodeSelectorFile)?.podNodeSelectorPluginConfig),
  PodTolerationRestriction: of =>
    podTolerationRestriction(of('PodTolerationRestriction') as PodTolerationConfig | undefined),
  EventRateLimit: of => eventRateLimit(of('EventRateLimit')),
  ExtendedResourceToleration: () => extendedResourceToleration,
  OwnerReferencesPermissionEnforcement: () => ownerReferencesPermissionEnforcement,
  DenyServiceExternalIPs: () => denyServiceExternalIps,
  PodTopologyLabels: () => podTopologyLabels,
  MutatingAdmissionPolicy: () => mutatingAdmissionPolicies,
  AlwaysDeny: () => alwaysDeny,
}

/** Plugins that are on by default, but do as a configuration says where there is one. */
export const configurablePlugins: Record<string, (configuration: PluginConfiguration) => AdmissionPlugin | undefined> =
  {
    PodSecurity(of) {
      const configuration = of('PodSecurity')
      return configuration === undefined ? undefined : podSecurityAs(configuration as PodSecurityConfiguration)
    },
  }

type PodNodeSelectorFile = {podNodeSelectorPluginConfig?: PodNodeSelectorConfig} | undefined
