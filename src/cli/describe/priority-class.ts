import type {PriorityClass} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {inlineLabels} from './parts/metadata.ts'

/** A PriorityClass. */
export const priorityClass = describer<PriorityClass>((object, out) => {
  out.field(0, 'Name', object.metadata.name)
  out.field(0, 'Value', object.value ?? 0)
  out.field(0, 'GlobalDefault', object.globalDefault ?? false)
  out.field(0, 'PreemptionPolicy', object.preemptionPolicy)
  out.field(0, 'Description', object.description)
  out.field(0, 'Annotations', inlineLabels(object.metadata.annotations))
})
