import type {ResourceDefinition} from '../define-resource.ts'
import {otherVersion} from '../other-version.ts'
import {volumeAttributesClass} from './volume-attributes-class.ts'

const gone = (version: string, deprecated: string, removed: string): Partial<ResourceDefinition> => ({
  deprecationWarning: `storage.k8s.io/${version} VolumeAttributesClass is deprecated in ${deprecated}+, unavailable in ${removed}+; use storage.k8s.io/v1 VolumeAttributesClass`,
})

/** Versions of the stable kind that are off by default (KEP-3751), by another name alone. */
export const olderStorageVersions = [
  otherVersion(volumeAttributesClass, 'v1beta1', gone('v1beta1', 'v1.34', 'v1.37')),
  otherVersion(volumeAttributesClass, 'v1alpha1', gone('v1alpha1', 'v1.32', 'v1.35')),
]
