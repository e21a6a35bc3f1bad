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
  kms?: object
}

export interface KeyList {
  keys?: NamedKey[]
}

export interface NamedKey {
  name?: string
  /** Base64. */
  secret?: string
}
