import type {ControllerRevision} from '../../../api/kinds.ts'
import {controllerOf, parseApiVersion} from '../../../api/object.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
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
