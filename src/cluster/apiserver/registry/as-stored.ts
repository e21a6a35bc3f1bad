import type {KubeObject} from '../../../api/object.ts'
import {forgetEmpties, hasEmpties, toStoredForm} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {schemaFor} from '../decoding/decode-body.ts'

/** What a draft, which is used up, is once it has been stored and read again: in a dry run, too. */
export function asStored(definition: ResourceDefinition, draft: KubeObject): KubeObject {
  const {structural, storage} = definition
  // Definitions are stored as JSON, which keeps what is empty.
  if (!structural && definition.group !== 'apiextensions.k8s.io') toStoredForm(schemaFor(definition), draft)
  if (hasEmpties(draft)) {
    forgetEmpties(draft)
    definition.defaults?.(draft)
  }
  if (!storage?.toStored || !storage.fromStored) return draft
  // What a custom resource loses on its way through the version that is stored is lost in the answer, too, and its defaults are there.
  if (structural) return storage.convert ? draft : storage.fromStored(storage.toStored(structuredClone(draft)))
  return storage.fromStored(storage.toStored(draft))
}
