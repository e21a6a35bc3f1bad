import type {PodTemplate, PodTemplateSpec} from '../../../api/kinds.ts'
import {nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {labelsText} from '../selector-text.ts'
import {sameMeaning} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {setPodTemplateDefaults} from './pod/defaults.ts'
import {dropDisabledInTemplate} from './pod/disabled-fields.ts'
import {validatePodTemplate} from './pod/validate/index.ts'
import {podTemplateWarnings} from './pod/warnings.ts'

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
  returnsDeleted: true,
  unconditionalUpdate: true,
  defaults: ({template}) => setPodTemplateDefaults(template),
  prepareForCreate({metadata}) {
    metadata.generation = 1
  },
  prepareForUpdate(object, old) {
    object.metadata.generation = (old.metadata.generation ?? 0) + (sameMeaning(object.template, old.template) ? 0 : 1)
  },
  dropDisabled: (object, {features, old}) =>
    dropDisabledInTemplate({spec: object}, {features, old: old && {spec: old}}),
  validate: ({template}) => [...validatePodTemplate('template', template)],
  validateUpdate: ({template}, old) => [...validatePodTemplate('template', template, old.template)],
  warnings: ({template}, old) =>
    old && sameMeaning(template, old.template) ? [] : podTemplateWarnings('template', template),
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
