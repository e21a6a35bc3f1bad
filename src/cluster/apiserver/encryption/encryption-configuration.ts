/** The fields of apiserver.config.k8s.io/v1 EncryptionConfiguration. */
export interface EncryptionConfiguration {
  resources?: ResourceConfiguration[]
}

export interface ResourceConfiguration {
  /** `secrets`, `deployments.apps`, `*.apps`, `*.` (the core group), `*.*`. */
  resources?: string[]
  /** The first one writes; all read. */
  providers?: ProviderConfiguration[]
}

export interface ProviderConfiguration {
  aesgcm?: KeyList
  aescbc?: KeyList
  secretbox?: KeyList
  identity?: object
  kms?: KmsConfiguration
}

export interface KmsConfiguration {
  /** Default: v1. */
  apiVersion?: string
  name?: string
  /** Of v1 alone. */
  cachesize?: number
  /** `unix:///path`. */
  endpoint?: string
  /** Of a call: `3s`. */
  timeout?: string
}

export interface KeyList {
  keys?: NamedKey[]
}

export interface NamedKey {
  name?: string
  /** Base64. */
  secret?: string
}
