import type {FlowSchema} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {allMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validateFlowSchema, validateFlowSchemaStatus} from './flow-schema/validate.ts'

export const flowSchema = defineResource<FlowSchema>({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  plural: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.flowcontrol.v1.FlowSchema',
  storage: {prefix: '/registry/flowschemas'},
  storageVersionHash: 'GJVAJZSZBIw=',
  subresources: {
    status: {kind: 'FlowSchema', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults({spec}) {
    if (spec) spec.matchingPrecedence ||= 1000
  },
  keptOnStatusUpdate: allMetadata,
  validate: validateFlowSchema,
  validateStatusUpdate: validateFlowSchemaStatus,
  columns: [
    nameColumn,
    text('PriorityLevel', ({spec}) => spec?.priorityLevelConfiguration.name ?? ''),
    {...integer<FlowSchema>('MatchingPrecedence', ({spec}) => spec?.matchingPrecedence ?? 0), type: 'string'},
    text('DistinguisherMethod', ({spec}) => spec?.distinguisherMethod?.type ?? '<none>'),
    ageColumn,
    text('MissingPL', ({status}) => status?.conditions?.find(({type}) => type === 'Dangling')?.status ?? '?'),
  ],
})
