/** The fields of apiserver.config.k8s.io AuthenticationConfiguration (KEP-3331). */
export interface AuthenticationConfiguration {
  jwt?: JwtConfiguration[]
  anonymous?: AnonymousConfiguration
}

/** Who may come without credentials: nobody, everybody, or everybody on some paths. */
export interface AnonymousConfiguration {
  enabled?: boolean
  conditions?: {path?: string}[]
}

export interface JwtConfiguration {
  issuer?: IssuerConfiguration
  claimValidationRules?: ClaimRule[]
  claimMappings?: ClaimMappings
  userValidationRules?: UserRule[]
  /** Which algorithms may sign, where `--oidc-signing-algs` says so; RS256 if nobody does. */
  algorithms?: string[]
}

export interface IssuerConfiguration {
  url?: string
  discoveryURL?: string
  /** PEM; absent: the authorities that the machine trusts. */
  certificateAuthority?: string
  audiences?: string[]
  audienceMatchPolicy?: string
  egressSelectorType?: string
}

export interface ClaimRule {
  claim?: string
  requiredValue?: string
  expression?: string
  message?: string
}

export interface ClaimMappings {
  username?: PrefixedMapping
  groups?: PrefixedMapping
  uid?: {claim?: string; expression?: string}
  extra?: {key?: string; valueExpression?: string}[]
}

export interface PrefixedMapping {
  claim?: string
  prefix?: string | null
  expression?: string
}

export interface UserRule {
  expression?: string
  message?: string
}
