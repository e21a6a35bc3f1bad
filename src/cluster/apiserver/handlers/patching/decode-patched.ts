import {invalidValue} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {decode, type FieldValidation, type Schema, strictDecodingError} from '../../../../api/schema/index.ts'
import {completed} from '../../decoding/decode-body.ts'
import type {ResourceRegistry} from '../../../resources/registry.ts'
import type {Warnings} from '../../request-context.ts'
import type {ObjectView} from '../object-view.ts'
import {invalidPatch} from './invalid-patch.ts'
import type {PatchKind} from './patch-kind.ts'
import {renamedKind} from './renamed-kind.ts'

/** An object after a patch, on its way back to being one. */
export interface Patched {
  before: KubeObject
  patched: Record<string, unknown>
  patch: unknown
  /** The patch as it was written, where it was. */
  text?: string
  kind: PatchKind
  view: ObjectView
  fieldValidation: FieldValidation
  warnings: Warnings
  resources: ResourceRegistry
}

/** Decodes what a patch made of an object; throws the 422 of a patch whose result is no object of the kind. */
export function decodePatched({
  before,
  patched,
  patch,
  text,
  kind,
  view,
  fieldValidation,
  warnings,
  resources,
}: Patched): KubeObject {
  const {schema} = view.expected
  const quoted = () => kind.quote({before, patched, patch, schema})
  const refuse = (why: string) => invalidPatch(invalidValue('patch', quoted(), why))
  const {undecodable, refusal} = kind.keepsKind ? {} : renamedKind(patched, view.expected, {resources, text: quoted})
  if (undecodable !== undefined) throw refuse(undecodable)
  let decoded: ReturnType<typeof decode>
  try {
    decoded =
      kind.keepsKind || patched['apiVersion'] || schema.structural
        ? decode(schema, patched, {fieldValidation})
        : versionless(patched, fieldValidation)
  } catch (error) {
    const {name, message} = error as Error
    if (name === 'DecodeError') throw refuse(kind.problem?.(schema, patched, message) ?? message)
    throw error
  }
  const problems = [...duplicates(schema, text, fieldValidation), ...decoded.problems]
  if (fieldValidation === 'Strict' && problems.length > 0) throw refuse(strictDecodingError(problems))
  if (fieldValidation === 'Warn') warnings.addAll(problems)
  if (refusal) throw refusal
  return completed(decoded.object, view.expected)
}

/** An object of no version is read as the type within the server, whose fields have other names. */
function versionless(patched: Record<string, unknown>, fieldValidation: FieldValidation): ReturnType<typeof decode> {
  const fields = Object.keys(patched).filter(name => name !== 'kind' && name !== 'apiVersion')
  const unknown = fields.sort().map(name => `unknown field ${JSON.stringify(name)}`)
  return {object: {}, problems: fieldValidation === 'Ignore' ? [] : unknown}
}

/** Fields that the patch itself names twice. */
function duplicates(schema: Schema, text: string | undefined, fieldValidation: FieldValidation): string[] {
  if (!text || fieldValidation === 'Ignore' || !text.startsWith('{')) return []
  try {
    return decode(schema, text, {fieldValidation}).problems.filter(problem => problem.startsWith('duplicate '))
  } catch {
    return []
  }
}
