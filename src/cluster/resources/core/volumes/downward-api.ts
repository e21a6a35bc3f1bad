import {invalidValue, required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import type {Errors} from '../../validation/errors.ts'
import {nonReservedPath} from '../../validation/file-paths.ts'
import {fileMode} from '../../validation/numbers.ts'
import {validateFieldRef} from '../pod/validate/env.ts'
import {validateResourceField} from '../pod/validate/resource-field.ts'

type DownwardApi = NonNullable<Volume['downwardAPI']>
type File = NonNullable<DownwardApi['items']>[number]

const fieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid']

export function* downwardApi(path: string, source: DownwardApi): Errors {
  yield* fileMode(`${path}.defaultMode`, source.defaultMode)
  for (const file of source.items ?? []) yield* downwardApiFile(path, file)
}

export function* downwardApiFile(path: string, file: File): Errors {
  if (!file.path) yield required(`${path}.path`)
  yield* nonReservedPath(`${path}.path`, file.path)
  if (file.fieldRef) {
    yield* validateFieldRef(`${path}.fieldRef`, file.fieldRef, fieldPaths)
    if (file.resourceFieldRef)
      yield invalidValue(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously')
  } else if (file.resourceFieldRef) {
    yield* validateResourceField(`${path}.resourceFieldRef`, file.resourceFieldRef, true)
  } else {
    yield required(path, 'one of fieldRef and resourceFieldRef is required')
  }
  yield* fileMode(`${path}.mode`, file.mode)
}
