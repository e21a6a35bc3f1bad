import {invalidValue, required} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {goJson} from '../../go-types/go-json.ts'
import {conditionErrors} from '../../validation/conditions.ts'
import {immutable, immutableMessage} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'

export interface MigrationCondition {
  type: string
  status: string
  lastUpdateTime?: string
  reason?: string
  message?: string
}

export interface StorageVersionMigration extends KubeObject {
  spec?: {resource?: {group?: string; version?: string; resource?: string}; continueToken?: string}
  status?: {conditions?: MigrationCondition[]; resourceVersion?: string}
}

export function* migrationErrors({spec}: StorageVersionMigration): Errors {
  const {resource, version} = spec?.resource ?? {}
  if (!resource) yield required('spec.resource.resource', 'resource is required')
  if (!version) yield required('spec.resource.version', 'version is required')
}

export function* migrationUpdateErrors(migration: StorageVersionMigration, old: StorageVersionMigration): Errors {
  yield* migrationErrors(migration)
  for (const field of ['group', 'version', 'resource'] as const)
    yield* immutable(field, migration.spec?.resource?.[field] ?? '', old.spec?.resource?.[field] ?? '')
}

export function* migrationStatusErrors({status = {}}: StorageVersionMigration, old: StorageVersionMigration): Errors {
  const {resourceVersion = '', conditions = []} = status
  const before = old.status ?? {}
  yield* versionErrors(resourceVersion)
  yield* conditionErrors(
    'status.conditions',
    conditions.map(({lastUpdateTime, ...condition}) => ({...condition, lastTransitionTime: lastUpdateTime})),
  )
  if (before.resourceVersion && before.resourceVersion !== resourceVersion)
    yield invalidValue('status.resourceVersion', resourceVersion, immutableMessage)
  const shown = conditions.map(condition => goJson('MigrationCondition', condition))
  const wrong = (detail: string) => invalidValue('status.conditions', status.conditions ? shown : null, detail)
  const [succeeded, failed, running] = outcomes.map(type => isTrue(conditions, type))
  if (succeeded && failed) yield wrong('Both success and failed conditions cannot be true at the same time')
  if (succeeded && running) yield wrong('Running condition cannot be true when success condition is true')
  if (failed && running) yield wrong('Running condition cannot be true when failed condition is true')
  if (isTrue(before.conditions, 'Succeeded') && !succeeded)
    yield wrong('Success condition cannot be set to false once it is true')
  if (isTrue(before.conditions, 'Failed') && !failed)
    yield wrong('Failed condition cannot be set to false once it is true')
}

const outcomes = ['Succeeded', 'Failed', 'Running']

/** The first condition of a type is the one that counts. */
const isTrue = (conditions: MigrationCondition[] = [], wanted: string): boolean =>
  conditions.find(({type}) => type === wanted)?.status === 'True'

/** None at all is none that has been found out yet. */
function* versionErrors(text: string): Errors {
  const path = 'status.resourceVersion'
  if (text === '') return
  const refuse = (why: string) =>
    invalidValue(
      path,
      text,
      `failed to parse resource version ${JSON.stringify(text)}: strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`,
    )
  if (!/^[+-]?\d+$/.test(text)) yield refuse('invalid syntax')
  else if (BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) yield refuse('value out of range')
  else yield* nonNegative(path, Number(text))
}
