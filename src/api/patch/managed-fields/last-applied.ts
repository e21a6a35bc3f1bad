import {isObject, parseJson} from '../../json/index.ts'
import {stringifyJson} from '../../json/stringify.ts'
import type {Schema} from '../../schema/schema.ts'
import {compareObjects} from './compare.ts'
import {difference, emptySet, type FieldSet} from './field-set.ts'
import {fieldSetOf} from './field-set-of.ts'

type Json = Record<string, unknown>

/** The manager under whose name kubectl applies: only it inherits from client-side apply. */
export const lastAppliedManager = 'kubectl'

const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** Annotations may not be larger together; bytes. */
const annotationsLimit = 256 * 1024

/** The fields that client-side apply set last and that are still so: their managers give way. */
export function fieldsAsLastApplied(schema: Schema, live: Json, apiVersion: string): FieldSet {
  const text = annotationsOf(live)[annotation]
  if (!text) return emptySet
  let last: unknown
  try {
    last = parseJson(text)
  } catch {
    return emptySet
  }
  if (!isObject(last) || last['apiVersion'] !== apiVersion) return emptySet
  const {added, modified, removed} = compareObjects(schema, last, live)
  return difference(difference(difference(fieldSetOf(schema, last), modified), added), removed)
}

/** An object whose record of client-side apply, if it has one, is what was just applied; without it where that would be too large. */
export function withRenewedAnnotation(object: Json, applied: Json): Json {
  const annotations = annotationsOf(object)
  if (!annotations[annotation]) return object
  const {[annotation]: _, ...others} = annotations
  const renewed = {...annotations, [annotation]: `${stringifyJson(withoutAnnotation(applied))}\n`}
  const size = Object.entries(renewed).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0)
  const metadata = object['metadata'] as Json
  return {...object, metadata: {...metadata, annotations: size > annotationsLimit ? others : renewed}}
}

function withoutAnnotation(applied: Json): Json {
  const annotations = annotationsOf(applied)
  if (!(annotation in annotations)) return applied
  const {[annotation]: _, ...others} = annotations
  return {...applied, metadata: {...(applied['metadata'] as Json), annotations: others}}
}

const annotationsOf = ({metadata}: Json): Record<string, string> =>
  ((metadata as Json | undefined)?.['annotations'] ?? {}) as Record<string, string>
