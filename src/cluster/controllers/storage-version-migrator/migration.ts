import type {KubeObject} from '../../../api/object.ts'
import {timeOf} from '../../../api/time.ts'

interface Condition {
  type: string
  status: string
  lastUpdateTime?: string
  reason?: string
  message?: string
}

export interface Migration extends KubeObject {
  spec?: {resource?: {group?: string; version?: string; resource?: string}}
  status?: {conditions?: Condition[]; resourceVersion?: string}
}

const reasons = {
  Running: 'StorageVersionMigrationInProgress',
  Succeeded: 'StorageVersionMigrationSucceeded',
  Failed: 'StorageVersionMigrationFailed',
}
export type ConditionType = keyof typeof reasons

export const isTrue = ({status}: Migration, wanted: ConditionType): boolean =>
  (status?.conditions ?? []).some(({type, status: value}) => type === wanted && value === 'True')

/** The migration with a condition that is true from now on; one that has come to its end runs no more. */
export function withCondition(migration: Migration, type: ConditionType, now: number, message?: string): Migration {
  if (isTrue(migration, type)) return migration
  const before = (migration.status?.conditions ?? []).map(condition =>
    type !== 'Running' && condition.type === 'Running' ? {...condition, status: 'False'} : condition,
  )
  const added = {
    type,
    status: 'True',
    lastUpdateTime: timeOf(now),
    reason: reasons[type],
    ...(message && {message}),
  }
  return {...migration, status: {...migration.status, conditions: [...before, added]}}
}
