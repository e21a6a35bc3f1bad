import type {Namespace} from '../../../api/kinds.ts'
import {validateFinalize} from '../../resources/core/namespace/validate.ts'
import {wholeObject} from '../handlers/object-view.ts'
import {update} from '../handlers/update.ts'
import {keepField} from '../registry/status-field.ts'
import type {UpdateStrategy} from '../registry/update-object.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Lets go of a namespace: the only way to change its spec.finalizers. */
export const finalize: SubresourceHandler = {
  update: context => update(context, wholeObject(context, strategy)),
}

const strategy: UpdateStrategy = {
  prepare: (draft, old) => keepField(draft, old, 'status'),
  validate: namespace => validateFinalize(namespace as Namespace),
}
