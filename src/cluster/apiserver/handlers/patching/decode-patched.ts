import {invalidValue} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {
  decode,
  duplicateFields,
  type FieldValidation,
  type Schema,
  strictDecodingError,
} from '../../../../api/schema/index.ts'
import type {ResourceRegistry} from '../../../resources/registry.ts'
import {completed} from '../../decoding/expected-kind.ts'
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
    if (name === 'DecodeError')
      throw refuse(
        kind.keepsKind ? (kind.problem?.(schema, patched, message) ?? message) : firstProblem(schema, quoted()),
      )
    throw error
  }
  const problems =
    fieldValidation === 'Ignore'
      ? []
      : [...patchProblems(kind, patch, text), ...inOrder(decoded.problems, {kind, schema, patched, quoted})]
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

/** What is wrong first in a document, as it is written. */
function firstProblem(schema: Schema, text: string): string {
  try {
    decode(schema, text)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

/** What is odd about the patch itself. */
function patchProblems(kind: PatchKind, patch: unknown, text: string | undefined): readonly string[] {
  const duplicates = text === undefined ? [] : duplicateFields(text)
  return kind.problems?.(patch, duplicates) ?? duplicates
}

/** Problems of a document in the order in which Kubernetes meets them: sorted, or as the document that it makes is written. */
function inOrder(
  problems: string[],
  {kind, schema, patched, quoted}: Pick<Patched, 'kind' | 'patched'> & {schema: Schema; quoted(): string},
): string[] {
  if (problems.length < 2 || schema.structural) return problems
  if (kind.keepsKind) return [...problems].sort()
  return patched['apiVersion'] ? decode(schema, quoted(), {fieldValidation: 'Strict'}).problems : problems
}
