import {type AuthorizationConfiguration, authorizationModes, nameOfMode} from './authorization-configuration.ts'

/** kube-apiserver's options of the same names; paths are absolute, durations Go's. */
export interface AuthorizationSettings {
  /** An AuthorizationConfiguration's file. */
  config?: string
  modes?: string[]
  policyFile?: string
  webhookConfigFile?: string
  webhookVersion?: string
  webhookAuthorizedTtl?: string
  webhookUnauthorizedTtl?: string
}

/** The options but for the file, said as a configuration. Throws an Error in kube-apiserver's words. */
export function configurationOfFlags(settings: AuthorizationSettings): AuthorizationConfiguration {
  const {modes = [], policyFile, webhookConfigFile, webhookVersion = 'v1beta1'} = settings
  const problems = [...problemsOf(modes, policyFile, webhookConfigFile)]
  if (problems.length > 0) throw new Error(problems.length > 1 ? `[${problems.join(', ')}]` : problems[0])
  const {webhookAuthorizedTtl = '5m', webhookUnauthorizedTtl = '30s'} = settings
  return {
    authorizers: modes.map(type => {
      if (type !== 'Webhook') return {type, name: nameOfMode(type)}
      const webhook = {
        authorizedTTL: webhookAuthorizedTtl,
        unauthorizedTTL: webhookUnauthorizedTtl,
        timeout: '30s',
        failurePolicy: 'NoOpinion',
        subjectAccessReviewVersion: webhookVersion,
        connectionInfo: {type: 'KubeConfigFile', kubeConfigFile: webhookConfigFile!},
      }
      return {type, name: 'default', webhook}
    }),
  }
}

function* problemsOf(modes: readonly string[], policyFile?: string, webhookFile?: string): Iterable<string> {
  for (const mode of modes) {
    if (!(authorizationModes as readonly string[]).includes(mode))
      yield `authorization-mode ${JSON.stringify(mode)} is not a valid mode`
    if (mode === 'ABAC' && !policyFile) yield "authorization-mode ABAC's authorization policy file not passed"
    if (mode === 'Webhook' && !webhookFile) yield "authorization-mode Webhook's authorization config file not passed"
  }
  if (policyFile && !modes.includes('ABAC')) yield 'cannot specify --authorization-policy-file without mode ABAC'
  if (webhookFile && !modes.includes('Webhook'))
    yield 'cannot specify --authorization-webhook-config-file without mode Webhook'
  if (new Set(modes).size < modes.length)
    yield `authorization-mode [${modes.map(mode => JSON.stringify(mode)).join(' ')}] has mode specified more than once`
}
