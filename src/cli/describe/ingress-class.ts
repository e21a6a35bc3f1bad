import type {IngressClass} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

/** An IngressClass and its parameters. */
export const ingressClass = describer<IngressClass>(({metadata, spec = {}}, out) => {
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Controller', spec.controller)
  if (!spec.parameters) return
  out.line(0, 'Parameters:')
  if (spec.parameters.apiGroup !== undefined) out.field(1, 'APIGroup', spec.parameters.apiGroup)
  out.field(1, 'Kind', spec.parameters.kind)
  out.field(1, 'Name', spec.parameters.name)
})
