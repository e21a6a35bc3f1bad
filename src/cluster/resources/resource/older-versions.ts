import type {ResourceDefinition} from '../define-resource.ts'
import {convertedVersion, otherVersion} from '../other-version.ts'
import {claimsAsBeta1, deviceClassesAsBeta1, slicesAsBeta1, templatesAsBeta1} from './beta1-conversion.ts'
import {deviceClass} from './device-class.ts'
import {resourceClaim} from './resource-claim.ts'
import {resourceClaimTemplate} from './resource-claim-template.ts'
import {resourceSlice} from './resource-slice.ts'

const selectorsOf = (version: string): Partial<ResourceDefinition> => ({
  unknownField: {
    message: field => `field label not supported for resource.k8s.io/${version}, Kind=ResourceSlice: ${field}`,
    withoutNamespace: true,
  },
})

/** Versions of the stable kinds that are off by default (KEP-4381): v1beta2 is v1 by another name, v1beta1 has requests and devices of another shape. */
export const olderResourceVersions: ResourceDefinition[] = [
  otherVersion(deviceClass, 'v1beta2'),
  otherVersion(resourceClaim, 'v1beta2'),
  otherVersion(resourceClaimTemplate, 'v1beta2'),
  otherVersion(resourceSlice, 'v1beta2', selectorsOf('v1beta2')),
  convertedVersion(deviceClass, 'v1beta1', deviceClassesAsBeta1),
  convertedVersion(resourceClaim, 'v1beta1', claimsAsBeta1),
  convertedVersion(resourceClaimTemplate, 'v1beta1', templatesAsBeta1),
  convertedVersion(resourceSlice, 'v1beta1', slicesAsBeta1, selectorsOf('v1beta1')),
]
