import type {KubeObject} from '../../../api/object.ts'
import {forgetEmpties, toStoredForm} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {schemaFor} from '../decoding/decode-body.ts'

/** What a draft, which is used up, is once it has been stored and read again: in a dry run, too. */
export function asStored(definition: ResourceDefinition, draft: KubeObject): KubeObject {
  const {structural, storage} = definition
  if (!structural) toStoredForm(schemaFor(definition), draft)
  forgetEmpties(draft)
  return !structural && storage?.toStored && storage.fromStored ? storage.fromStored(storage.toStored(draft)) : draft
}
