import type {KubeObject} from '../../../api/object.ts'
import {forgetEmpties, hasEmpties, toStoredForm} from '../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {schemaFor} from '../decoding/expected-kind.ts'

/** What a draft, which is used up, is once it has been stored and read again: in a dry run, too. `current` is what is stored now. */
export function asStored(definition: ResourceDefinition, draft: KubeObject, current?: KubeObject): KubeObject {
  const {structural, storage} = definition
  // Definitions are stored as JSON, which keeps what is empty.
  if (!structural && definition.group !== 'apiextensions.k8s.io') toStoredForm(schemaFor(definition), draft, current)
  if (hasEmpties(draft)) {
    forgetEmpties(draft)
    definition.defaults?.(draft)
  }
  // Of a custom resource more may be stored than is read of it: its store knows.
  if (structural || !storage?.toStored || !storage.fromStored) return draft
  return storage.fromStored(storage.toStored(draft))
}
