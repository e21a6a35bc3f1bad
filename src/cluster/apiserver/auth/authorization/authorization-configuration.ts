/** The fields of apiserver.config.k8s.io AuthorizationConfiguration (KEP-3221). */
export interface AuthorizationConfiguration {
  authorizers?: AuthorizerConfiguration[]
}

export interface AuthorizerConfiguration {
  type?: string
  name?: string
  webhook?: WebhookConfiguration | null
}

/** Durations are Go's: `30s`. */
export interface WebhookConfiguration {
  authorizedTTL?: string
  cacheAuthorizedRequests?: boolean
  unauthorizedTTL?: string
  cacheUnauthorizedRequests?: boolean
  timeout?: string
  subjectAccessReviewVersion?: string
  matchConditionSubjectAccessReviewVersion?: string
  failurePolicy?: string
  connectionInfo?: {type?: string; kubeConfigFile?: string}
  matchConditions?: {expression?: string}[]
}

/** In the order in which kube-apiserver names them. */
export const authorizationModes = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node'] as const

/** Those that one does not name are called after their type. */
export const nameOfMode = (mode: string): string => mode.toLowerCase()
