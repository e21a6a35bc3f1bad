import type {V1IPAddressSpec} from '@kubernetes/client-node'
import type {KubeObject, Wire} from '../../api/object.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

/** An IPAddress and who has it. */
export const ipAddress = describer<KubeObject & {spec?: Wire<V1IPAddressSpec>}>(({metadata, spec}, out) => {
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  if (!spec?.parentRef) return
  out.line(0, 'Parent Reference:')
  out.field(1, 'Group', spec.parentRef.group)
  out.field(1, 'Resource', spec.parentRef.resource)
  out.field(1, 'Namespace', spec.parentRef.namespace)
  out.field(1, 'Name', spec.parentRef.name)
})
