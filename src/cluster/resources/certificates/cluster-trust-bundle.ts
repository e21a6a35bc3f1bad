import type {KubeObject} from '../../../api/object.ts'
import {nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {otherVersion} from '../other-version.ts'
import {immutable} from '../validation/equality.ts'
import {type Errors, invalidBecause} from '../validation/errors.ts'
import {everyVerb} from '../verbs.ts'
import {validateSignerName} from './csr/signer-name.ts'
import {trustBundleErrors} from './trust-bundle/certificates.ts'
import {bundleNameErrors} from './trust-bundle/name.ts'

export interface ClusterTrustBundle extends KubeObject {
  spec?: {signerName?: string; trustBundle?: string}
}

const clusterTrustBundle = defineResource<ClusterTrustBundle>({
  group: 'certificates.k8s.io',
  version: 'v1beta1',
  kind: 'ClusterTrustBundle',
  plural: 'clustertrustbundles',
  singular: 'clustertrustbundle',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.certificates.v1beta1.ClusterTrustBundle',
  featureGate: 'ClusterTrustBundle',
  storage: {prefix: '/registry/clustertrustbundles'},
  storageVersionHash: 'v5yhuVertL4=',
  fieldSelectors: {'spec.signerName': ({spec}) => spec?.signerName ?? ''},
  unknownField: {withoutNamespace: true},
  // What a name must be depends on the signer.
  validateName: () => [],
  validate: bundle => [
    ...signerErrors(bundle),
    ...trustBundleErrors('spec.trustBundle', bundle.spec?.trustBundle ?? ''),
  ],
  validateUpdate: (bundle, old) => [
    ...signerErrors(bundle),
    ...(bundle.spec?.trustBundle === old.spec?.trustBundle
      ? []
      : trustBundleErrors('spec.trustBundle', bundle.spec?.trustBundle ?? '')),
    ...immutable('spec.signerName', bundle.spec?.signerName ?? '', old.spec?.signerName ?? ''),
  ],
  columns: [nameColumn, text('SignerName', ({spec}) => spec?.signerName || '<none>')],
})

function* signerErrors({metadata, spec}: ClusterTrustBundle): Errors {
  const signer = spec?.signerName ?? ''
  if (metadata.generateName)
    yield* invalidBecause(
      'metadata.generateName',
      metadata.generateName,
      bundleNameErrors(metadata.generateName, signer, true),
    )
  if (metadata.name) yield* invalidBecause('metadata.name', metadata.name, bundleNameErrors(metadata.name, signer))
  if (signer) yield* validateSignerName('spec.signerName', signer)
}

/** Off by default (KEP-3257); the same in both versions. */
export const clusterTrustBundles = [
  clusterTrustBundle,
  otherVersion(clusterTrustBundle, 'v1alpha1', {
    deprecationWarning:
      'certificates.k8s.io/v1alpha1 ClusterTrustBundle is deprecated in v1.34+, unavailable in v1.37+',
  }),
]
