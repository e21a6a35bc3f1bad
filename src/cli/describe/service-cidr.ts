import type {V1ServiceCIDRSpec, V1ServiceCIDRStatus} from '@kubernetes/client-node'
import type {KubeObject, Wire} from '../../api/object.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {longTime} from './parts/values.ts'

type ServiceCidr = KubeObject & {spec?: Wire<V1ServiceCIDRSpec>; status?: Wire<V1ServiceCIDRStatus>}

/** A ServiceCIDR. */
export const serviceCidr = describer<ServiceCidr>(({metadata, spec, status}, out) => {
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'CIDRs', (spec?.cidrs ?? []).join(', '))
  const {conditions = []} = status ?? {}
  if (conditions.length === 0) return
  out.line(0, 'Status:')
  out.line(0, 'Conditions:')
  out.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage')
  out.line(1, '----\t------\t------------------\t------\t-------')
  for (const {type, status: value, lastTransitionTime, reason, message} of conditions)
    out.line(1, [type, value, longTime(lastTransitionTime), reason, message].join('\t'))
})
