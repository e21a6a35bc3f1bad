import type {ComponentStatus} from '../../../api/kinds.ts'
import {nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'

export const componentStatus = defineResource<ComponentStatus>({
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  plural: 'componentstatuses',
  singular: 'componentstatus',
  shortNames: ['cs'],
  namespaced: false,
  deprecationWarning: 'v1 ComponentStatus is deprecated in v1.19+',
  verbs: ['get', 'list'],
  schema: 'io.k8s.api.core.v1.ComponentStatus',
  columns: [
    nameColumn,
    text('Status', object => {
      const condition = healthOf(object)
      return !condition ? 'Unknown' : condition.status === 'True' ? 'Healthy' : 'Unhealthy'
    }),
    text('Message', object => healthOf(object)?.message ?? ''),
    text('Error', object => healthOf(object)?.error ?? ''),
  ],
})

const healthOf = ({conditions}: ComponentStatus) => conditions?.find(({type}) => type === 'Healthy')
