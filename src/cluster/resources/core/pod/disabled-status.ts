import {droppingGated} from '../../gated-fields.ts'

const ofStatuses = (field: string): string =>
  ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses']
    .map(list => `status.${list}[].${field}`)
    .join(' ')

/** Drops of a pod's status what features that are off would tell. */
export const dropDisabledStatus = droppingGated(
  {
    features: 'InPlacePodVerticalScaling',
    fields: `${ofStatuses('resources')} ${ofStatuses('allocatedResources')}`,
    uses: 'spec.containers[].resizePolicy spec.initContainers[].resizePolicy',
  },
  {features: 'DynamicResourceAllocation', fields: 'status.resourceClaimStatuses', uses: 'spec.resourceClaims'},
  {features: 'DRAExtendedResource', fields: 'status.extendedResourceClaimStatus'},
  {features: 'ResourceHealthStatus', fields: ofStatuses('allocatedResourcesStatus'), uses: ''},
  {
    features: 'SupplementalGroupsPolicy',
    fields: ofStatuses('user'),
    uses: 'spec.securityContext.supplementalGroupsPolicy',
  },
  {
    features: 'PodObservedGenerationTracking',
    fields: 'status.observedGeneration status.conditions[].observedGeneration',
  },
)
