import {readAdmissionConfiguration} from '../apiserver/admission/admission-configuration.ts'
import {type AdmissionPlugin, chooseAdmissionPlugins} from '../apiserver/admission/choose-plugins.ts'
import {type FeatureGates, parseFeatureGates} from '../apiserver/enablement/feature-gates.ts'
import {parseRuntimeConfig} from '../apiserver/enablement/runtime-config.ts'
import type {ApiServerSettings} from '../lifecycle/settings.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {builtInResources} from '../resources/index.ts'
import {resourcesOffByDefault} from '../resources/off-by-default.ts'

/** What the API server's options come to. */
export interface ApiServerChoice {
  /** What it serves. */
  definitions: ResourceDefinition[]
  /** What it does to writes, in order. */
  admission: readonly AdmissionPlugin[]
  warnings: string[]
  features: FeatureGates
}

/** Reads the API server's options; throws an Error in kube-apiserver's words. */
export function readApiServerOptions(settings: ApiServerSettings): ApiServerChoice {
  const {
    featureGates = '',
    runtimeConfig = '',
    enabledPlugins,
    disabledPlugins,
    admissionConfig,
    tolerationSeconds,
  } = settings
  const features = parseFeatureGates(featureGates)
  const served = parseRuntimeConfig(runtimeConfig)
  const definitions = [
    ...builtInResources.filter(definition => served(definition, true)),
    ...resourcesOffByDefault.filter(definition => served(definition, false)),
  ].filter(({featureGate}) => featureGate === undefined || features.enabled(featureGate))
  return {
    definitions,
    admission: chooseAdmissionPlugins({
      enabled: enabledPlugins,
      disabled: disabledPlugins,
      features,
      ...(tolerationSeconds && {tolerationSeconds}),
      ...(admissionConfig && {configuration: readAdmissionConfiguration(admissionConfig)}),
    }),
    warnings: features.warnings,
    features,
  }
}
