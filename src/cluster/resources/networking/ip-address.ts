import type {IPAddress} from '../../../api/kinds.ts'
import {groupResourceName} from '../../../api/object.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateIpAddress, validateIpAddressName, validateIpAddressUpdate} from './ip-address/validate.ts'

export const ipAddress = defineResource<IPAddress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  plural: 'ipaddresses',
  singular: 'ipaddress',
  shortNames: ['ip'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.IPAddress',
  storage: {prefix: '/registry/ipaddresses'},
  storageVersionHash: '3f/plJFChNE=',
  unconditionalUpdate: true,
  validateName: validateIpAddressName,
  generateName: base => base,
  validate: validateIpAddress,
  validateUpdate: validateIpAddressUpdate,
  columns: [nameColumn, text('ParentRef', parentText), {...ageColumn, undeclared: true}],
})

function parentText({spec}: IPAddress): string {
  const parent = spec?.parentRef
  if (!parent) return '<none>'
  const resource = groupResourceName({group: parent.group ?? '', resource: parent.resource}).toLowerCase()
  return [resource, parent.namespace, parent.name].filter(Boolean).join('/')
}
