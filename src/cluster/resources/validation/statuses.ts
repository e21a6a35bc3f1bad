import {invalidValue} from '../../../api/field-error.ts'
import type {Errors} from './errors.ts'
import {nonNegative} from './numbers.ts'

type Counts = Record<string, unknown>

/** Counts in a status are never negative. */
export function* nonNegativeCounts(path: string, status: object | undefined, fields: readonly string[]): Errors {
  for (const field of fields) yield* nonNegative(`${path}.${field}`, (status as Counts | undefined)?.[field] as number)
}

/** Counts of some replicas are no higher than that of all. */
export function* atMostReplicas(path: string, status: object | undefined, fields: readonly string[]): Errors {
  const counts = (status ?? {}) as Record<string, number | undefined>
  for (const field of fields) {
    const count = counts[field] ?? 0
    if (count > (counts['replicas'] ?? 0))
      yield invalidValue(`${path}.${field}`, count, 'cannot be greater than status.replicas')
  }
}

export function* availableAtMostReady(
  path: string,
  status: {availableReplicas?: number; readyReplicas?: number} | undefined,
  ready = 'readyReplicas',
): Errors {
  const {availableReplicas = 0, readyReplicas = 0} = status ?? {}
  if (availableReplicas > readyReplicas)
    yield invalidValue(`${path}.availableReplicas`, availableReplicas, `cannot be greater than ${ready}`)
}

/** How often names collided: counted up only. */
export function* collisionCount(path: string, now: number | undefined, old: number | undefined): Errors {
  if (old !== undefined && (now === undefined || now < old))
    yield invalidValue(`${path}.collisionCount`, now ?? 0, 'cannot be decremented')
}
