import type {KubeObject} from '../../../../api/object.ts'
import type {Schema} from '../../../../api/schema/index.ts'
import {badRequest, type StatusError} from '../../../../api/status-error.ts'

/** What there is to quote. */
export interface Quoted {
  before: KubeObject
  patched: Record<string, unknown>
  patch: unknown
  schema: Schema
}

/** One of the languages in which patches are written. */
export interface PatchKind {
  /** The patch of a body: a value as it was passed in process, or what parses its text. Throws a 400 for what is none. */
  read(body: unknown): unknown
  /** The object with the patch applied; neither is changed. Throws what Kubernetes answers to a patch that does not fit. */
  apply(object: KubeObject, patch: unknown, schema: Schema): Record<string, unknown>
  /** How a patched object, or the patch, is quoted when it turns out to be none. */
  quote(quoted: Quoted): string
  /** What is wrong with a patched object, where that is said in other words than the decoder's. */
  problem?(schema: Schema, patched: unknown, message: string): string | undefined
}

/** The value of a body, in either form. */
export function bodyValue(body: unknown): unknown {
  try {
    return typeof body === 'function' ? (body as () => unknown)() : body
  } catch (error) {
    throw undecodable((error as Error).message)
  }
}

export const undecodable = (why: string): StatusError => badRequest(`error decoding patch: ${why}`)

export const goKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
