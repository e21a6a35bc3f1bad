import {mutatingAdmissionPolicies} from './admissionregistration/mutating-admission-policy.ts'
import {mutatingAdmissionPolicyBindings} from './admissionregistration/mutating-admission-policy-binding.ts'
import {storageVersion} from './apiserverinternal/storage-version.ts'
import {clusterTrustBundles} from './certificates/cluster-trust-bundle.ts'
import {leaseCandidates} from './coordination/lease-candidate.ts'
import type {ResourceDefinition} from './define-resource.ts'
import {olderNetworkingVersions} from './networking/older-versions.ts'
import {deviceTaintRule} from './resource/device-taint-rule.ts'
import {olderResourceVersions} from './resource/older-versions.ts'
import {olderStorageVersions} from './storage/older-versions.ts'
import {storageVersionMigration} from './storagemigration/storage-version-migration.ts'

/** Kinds of versions that are served only where --runtime-config says so. */
export const resourcesOffByDefault: ResourceDefinition[] = [
  ...mutatingAdmissionPolicies,
  ...mutatingAdmissionPolicyBindings,
  ...clusterTrustBundles,
  ...leaseCandidates,
  storageVersion,
  ...olderNetworkingVersions,
  ...olderResourceVersions,
  deviceTaintRule,
  ...olderStorageVersions,
  storageVersionMigration,
]
