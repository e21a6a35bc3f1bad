import {required} from '../../../api/field-error.ts'
import type {ControllerRevision} from '../../../api/kinds.ts'
import {controllerOf, parseApiVersion} from '../../../api/object.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {immutable} from '../validation/equality.ts'
import type {Errors} from '../validation/errors.ts'
import {nonNegative} from '../validation/numbers.ts'
import {everyVerb} from '../verbs.ts'

export const controllerRevision = defineResource<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.ControllerRevision',
  storage: {prefix: '/registry/controllerrevisions'},
  storageVersionHash: '85nkx63pcBU=',
  unconditionalUpdate: true,
  validate: ({data, revision}) => [...revisionErrors(data, revision)],
  validateUpdate: ({data, revision}, old) => [
    ...nonNegative('revision', revision),
    ...immutable('data', data, old.data),
  ],
  columns: [
    nameColumn,
    text('Controller', controllerText),
    {...integer<ControllerRevision>('Revision', ({revision}) => revision), type: 'string'},
    ageColumn,
  ],
})

function controllerText(revision: ControllerRevision): string {
  const owner = controllerOf(revision)
  if (!owner) return '<none>'
  const {group} = parseApiVersion(owner.apiVersion)
  const kind = owner.kind.toLowerCase()
  return `${group ? `${kind}.${group}` : kind}/${owner.name}`
}

function* revisionErrors(data: unknown, revision: number): Errors {
  yield* nonNegative('revision', revision)
  if (data === undefined || data === null) yield required('data', 'data is mandatory')
  else if (typeof data !== 'object' || Array.isArray(data)) yield required('data', 'data must be a valid JSON object')
}
