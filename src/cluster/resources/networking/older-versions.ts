import type {ResourceDefinition} from '../define-resource.ts'
import {otherVersion} from '../other-version.ts'
import {ipAddress} from './ip-address.ts'
import {serviceCidr} from './service-cidr.ts'

const gone = (kind: string): Partial<ResourceDefinition> => ({
  deprecationWarning: `networking.k8s.io/v1beta1 ${kind} is deprecated in v1.34+, unavailable in v1.37+`,
})

/** Versions of the stable kinds that are off by default (KEP-1880), by another name alone. */
export const olderNetworkingVersions = [
  otherVersion(ipAddress, 'v1beta1', gone('IPAddress')),
  otherVersion(serviceCidr, 'v1beta1', gone('ServiceCIDR')),
]
