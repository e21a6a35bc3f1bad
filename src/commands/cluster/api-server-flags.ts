import {resolve} from 'node:path'
import {int, string, stringArray, stringSlice} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import type {ApiServerSettings} from '../../cluster/index.ts'

/** kube-apiserver's options of the same names: what it serves, and what it does to writes. */
export const apiServerFlags = {
  'feature-gates': stringArray({
    usage:
      'Name=true or Name=false, comma-separated: features that are to be on or off ("" for as they are by default).',
  }),
  'runtime-config': stringArray({
    usage:
      'What is served or not, comma-separated: group/version=true, group/version/resource=false, api/beta=true ("" for what is by default).',
  }),
  'enable-admission-plugins': stringSlice({
    default: ['NodeRestriction'],
    usage: 'Admission plugins that are on besides those that are by default.',
  }),
  'disable-admission-plugins': stringSlice({usage: 'Admission plugins that are off though they are on by default.'}),
  'admission-control-config-file': string({
    usage: 'An AdmissionConfiguration: what admission plugins are to know ("" for nothing).',
  }),
  'default-not-ready-toleration-seconds': int({
    default: 300,
    usage: 'How long pods that do not say so stay on a node that is not ready; seconds.',
  }),
  'default-unreachable-toleration-seconds': int({
    default: 300,
    usage: 'How long pods that do not say so stay on a node that cannot be reached; seconds.',
  }),
}

type ApiServerFlags = Invocation<typeof apiServerFlags>

/** What was said; undefined where nothing was, so that the cluster keeps what it has. */
export function apiServerSettingsOf(invocation: ApiServerFlags): ApiServerSettings | undefined {
  const {flags} = invocation
  const file = flags['admission-control-config-file']
  const settings: ApiServerSettings = {
    ...(invocation.changed('feature-gates') && {featureGates: flags['feature-gates'].join(',')}),
    ...(invocation.changed('runtime-config') && {runtimeConfig: flags['runtime-config'].join(',')}),
    ...(invocation.changed('enable-admission-plugins') && {enabledPlugins: flags['enable-admission-plugins']}),
    ...(invocation.changed('disable-admission-plugins') && {disabledPlugins: flags['disable-admission-plugins']}),
    ...(invocation.changed('admission-control-config-file') && {admissionConfig: file && resolve(file)}),
  }
  const seconds = {
    notReady: 'default-not-ready-toleration-seconds',
    unreachable: 'default-unreachable-toleration-seconds',
  } as const
  const tolerated = Object.entries(seconds).filter(([, flag]) => invocation.changed(flag))
  if (tolerated.length > 0)
    settings.tolerationSeconds = Object.fromEntries(tolerated.map(([what, flag]) => [what, flags[flag]]))
  return Object.keys(settings).length > 0 ? settings : undefined
}
