import {isAbsolute} from 'node:path'
import {systemTime} from '../../system-time.ts'
import type {AdmissionPlugin} from './admission.ts'
import {alwaysAdmit} from './always-admit.ts'
import {alwaysDeny} from './always-deny.ts'
import {alwaysPullImages} from './always-pull-images.ts'
import {clusterTrustBundleAttest} from './cluster-trust-bundle-attest.ts'
import {denyServiceExternalIps} from './deny-service-external-ips.ts'
import {eventRateLimit} from './event-rate-limit.ts'
import {extendedResourceToleration} from './extended-resource-toleration.ts'
import {type ImagePolicyConfig, imagePolicyWebhook} from './image-policy-webhook.ts'
import {limitPodHardAntiAffinityTopology} from './limit-pod-hard-anti-affinity-topology.ts'
import type {LimitedResource} from './limited-resources.ts'
import {namespaceAutoProvision} from './namespace-auto-provision.ts'
import {namespaceExists} from './namespace-exists.ts'
import {ownerReferencesPermissionEnforcement} from './owner-references-permission-enforcement.ts'
import {type PodNodeSelectorConfig, podNodeSelector} from './pod-node-selector.ts'
import {type PodSecurityConfiguration, podSecurityAs} from './pod-security/index.ts'
import {type PodTolerationConfig, podTolerationRestriction} from './pod-toleration-restriction.ts'
import {podTopologyLabels} from './pod-topology-labels.ts'
import {mutatingAdmissionPolicies} from './policies/mutating/index.ts'
import {resourceQuotaWith} from './resource-quota.ts'
import {mutatingWebhooksWith, validatingWebhooksWith} from './webhooks/index.ts'
import {webhookCredentials} from './webhooks/webhook-credentials.ts'

/** What an AdmissionConfiguration has for a plugin, by the plugin's name; undefined where it has nothing. */
export type PluginConfiguration = (plugin: string) => unknown

/** Plugins that are on only where a flag or a feature gate says so, by their names; made then. */
export const pluginsOffByDefault: Record<string, (configuration: PluginConfiguration) => AdmissionPlugin> = {
  AlwaysAdmit: () => alwaysAdmit,
  NamespaceAutoProvision: () => namespaceAutoProvision,
  NamespaceExists: () => namespaceExists,
  LimitPodHardAntiAffinityTopology: () => limitPodHardAntiAffinityTopology,
  AlwaysPullImages: () => alwaysPullImages,
  ImagePolicyWebhook: of =>
    imagePolicyWebhook(
      (of('ImagePolicyWebhook') as {imagePolicy?: ImagePolicyConfig} | undefined)?.imagePolicy,
      systemTime,
    ),
  PodNodeSelector: of => podNodeSelector((of('PodNodeSelector') as PodNodeSelectorFile)?.podNodeSelectorPluginConfig),
  PodTolerationRestriction: of =>
    podTolerationRestriction(of('PodTolerationRestriction') as PodTolerationConfig | undefined),
  EventRateLimit: of => eventRateLimit(of('EventRateLimit')),
  ExtendedResourceToleration: () => extendedResourceToleration,
  OwnerReferencesPermissionEnforcement: () => ownerReferencesPermissionEnforcement,
  ClusterTrustBundleAttest: () => clusterTrustBundleAttest,
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
    ResourceQuota(of) {
      const configuration = of('ResourceQuota') as {limitedResources?: LimitedResource[]} | undefined
      return configuration && resourceQuotaWith(limitedResourcesOf(configuration))
    },
    MutatingAdmissionWebhook(of) {
      const file = kubeconfigFileOf(of('MutatingAdmissionWebhook'))
      return file ? mutatingWebhooksWith(webhookCredentials(file, systemTime.now)) : undefined
    },
    ValidatingAdmissionWebhook(of) {
      const file = kubeconfigFileOf(of('ValidatingAdmissionWebhook'))
      return file ? validatingWebhooksWith(webhookCredentials(file, systemTime.now)) : undefined
    },
  }

function limitedResourcesOf({limitedResources = []}: {limitedResources?: LimitedResource[]}): LimitedResource[] {
  const nameless = limitedResources.findIndex(({resource}) => !resource)
  if (nameless >= 0)
    throw new Error(
      `failed to apply admission: couldn't init admission plugin "ResourceQuota": limitedResources[${nameless}].resource: Required value`,
    )
  return limitedResources
}

/** Of a WebhookAdmissionConfiguration. */
function kubeconfigFileOf(configuration: unknown): string | undefined {
  const file = (configuration as {kubeConfigFile?: string} | undefined)?.kubeConfigFile
  if (file && !isAbsolute(file))
    throw new Error(
      `failed to apply admission: kubeConfigFile: Invalid value: ${JSON.stringify(file)}: must be an absolute file path`,
    )
  return file
}

type PodNodeSelectorFile = {podNodeSelectorPluginConfig?: PodNodeSelectorConfig} | undefined
