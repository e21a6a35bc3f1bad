import {isDns1035Label, isDns1123Subdomain} from '../../../api/names.ts'
import type {KubeObject} from '../../../api/object.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {firstThree} from '../more-items.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {type StorageVersionStatus, statusErrors} from './storage-version/validate.ts'

interface StorageVersion extends KubeObject {
  spec?: object
  status?: StorageVersionStatus
}

/** Off by default (KEP-2339): in which version each server stores a kind. */
export const storageVersion = defineResource<StorageVersion>({
  group: 'internal.apiserver.k8s.io',
  version: 'v1alpha1',
  kind: 'StorageVersion',
  plural: 'storageversions',
  singular: 'storageversion',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.apiserverinternal.v1alpha1.StorageVersion',
  storage: {prefix: '/registry/internal.apiserver.k8s.io/storageversions'},
  storageVersionHash: 'c8YZt5U0nPk=',
  subresources: {status: {kind: 'StorageVersion', verbs: readWriteVerbs}},
  prepareForCreate(draft) {
    draft.status = {}
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec
  },
  keptOnStatusUpdate: keptMetadata,
  unmanaged: true,
  validateName: nameErrors,
  validate: ({status = {}}) => [...statusErrors(status)],
  validateUpdate: () => [],
  validateStatusUpdate: ({status = {}}) => [...statusErrors(status)],
  columns: [
    nameColumn,
    text('CommonEncodingVersion', ({status}) => status?.commonEncodingVersion ?? '<unset>'),
    text('StorageVersions', ({status}) =>
      firstThree(
        (status?.storageVersions ?? []).map(({apiServerID, encodingVersion}) => `${apiServerID}=${encodingVersion}`),
        '',
      ),
    ),
    ageColumn,
  ],
})

/** `<group>.<resource>`. */
function nameErrors(name: string): string[] {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return ['name must be in the form of <group>.<resource>']
  return [
    ...isDns1123Subdomain(name.slice(0, dot)).map(message => `the group segment ${message}`),
    ...isDns1035Label(name.slice(dot + 1)).map(message => `the resource segment ${message}`),
  ]
}
