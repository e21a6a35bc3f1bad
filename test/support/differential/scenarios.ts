import type {DifferentialRequest} from './api-connection.ts'
import type {Json} from './mutations.ts'
import type {Body, Original} from './objects.ts'
import {jsonPatch, mergePatch} from './patches.ts'

/** What one server holds of an original. */
export interface Held {
  resourceVersion: string
}

export type Scenario = (original: Original, mutated: Body, held: Held, turn: number) => DifferentialRequest | undefined

const levels = ['Strict', 'Warn', 'Ignore']
const query = (turn: number) => `dryRun=All&fieldManager=zed&fieldValidation=${levels[turn % 3]}`

/** The ways in which a changed object is sent; all are dry runs, so that each finds the original. */
export const scenarios: Record<string, Scenario> = {
  create: ({path}, mutated, _, turn) => ({method: 'POST', path: `${path}?${query(turn)}`, body: mutated}),
  update: ({own}, mutated, held, turn) =>
    own ? {method: 'PUT', path: `${own}?${query(turn)}`, body: versioned(mutated, held)} : undefined,
  status: ({own, hasStatus}, mutated, held, turn) =>
    own && hasStatus
      ? {method: 'PUT', path: `${own}/status?${query(turn)}`, body: versioned(mutated, held)}
      : undefined,
  merge: (original, mutated, _, turn) => patch(original, 'merge-patch+json', mergePatch(original.body, mutated), turn),
  strategic: (original, mutated, _, turn) =>
    patch(original, 'strategic-merge-patch+json', mergePatch(original.body, mutated), turn),
  json: (original, mutated, _, turn) =>
    patch(original, 'json-patch+json', jsonPatch(original.body, mutated) as unknown as Json, turn),
  apply: (original, mutated, _, turn) => patch(original, 'apply-patch+yaml', mutated, turn, turn % 2 === 0),
}

function patch(
  {own}: Original,
  type: string,
  body: Json,
  turn: number,
  force = false,
): DifferentialRequest | undefined {
  if (!own) return undefined
  const headers = {'content-type': `application/${type}`}
  return {method: 'PATCH', path: `${own}?${query(turn)}${force ? '&force=true' : ''}`, headers, body}
}

const versioned = (body: Body, {resourceVersion}: Held): Body =>
  typeof body.metadata === 'object' && body.metadata !== null && !('resourceVersion' in body.metadata)
    ? {...body, metadata: {...body.metadata, resourceVersion}}
    : body
