import type {PodTemplate, PodTemplateSpec} from '../../../api/kinds.ts'
import {nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {labelsText} from '../selector-text.ts'
import {everyVerb} from '../verbs.ts'

export const podTemplate = defineResource<PodTemplate>({
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.PodTemplate',
  storage: {prefix: '/registry/podtemplates'},
  storageVersionHash: 'LIXB2x4IFpk=',
  unconditionalUpdate: true,
  columns: [
    nameColumn,
    text('Containers', ({template}) =>
      containersOf(template)
        .map(({name}) => name)
        .join(','),
    ),
    text('Images', ({template}) =>
      containersOf(template)
        .map(({image}) => image ?? '')
        .join(','),
    ),
    text('Pod Labels', ({template}) => labelsText(template?.metadata?.labels)),
  ],
})

const containersOf = (template: PodTemplateSpec | undefined) => template?.spec?.containers ?? []
