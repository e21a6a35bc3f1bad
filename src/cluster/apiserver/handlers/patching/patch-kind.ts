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
  /**
   * The patch of a body: a value as it was passed in process, or what parses its text. Throws a 400 for what is none; `lenient` is a request that wants no fields
   * validated, of which Kubernetes complains in other words.
   */
  read(body: unknown, lenient: boolean): unknown
  /** The object with the patch applied; neither is changed, but for a patch that is consumed. Throws what Kubernetes answers to a patch that does not fit. */
  apply(object: KubeObject, patch: unknown, schema: Schema): Record<string, unknown>
  /** How a patched object, or the patch, is quoted when it turns out to be none. */
  quote(quoted: Quoted): string
  /** A patch is another one once it is applied, and quoted as that. */
  consumes?: boolean
  /** What a patch says of `kind` and `apiVersion` does not matter. */
  keepsKind?: boolean
  /** What is odd about a patch that can be read, where it is more than fields that it names twice. */
  problems?(patch: unknown, duplicates: readonly string[]): string[]
  /** What is wrong with a patched object, where that is said in other words than the decoder's. */
  problem?(schema: Schema, patched: unknown, message: string): string | undefined
}

/** The value of a body, in either form; `refuse` words the complaint about one that is no JSON. */
export function bodyValue(body: unknown, refuse: (why: string) => StatusError): unknown {
  try {
    return typeof body === 'function' ? (body as () => unknown)() : body
  } catch (error) {
    throw refuse((error as Error).message)
  }
}

export const undecodable = (why: string): StatusError => badRequest(`error decoding patch: ${why}`)
