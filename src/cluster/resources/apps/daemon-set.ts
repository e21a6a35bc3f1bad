import type {DaemonSet} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text, wide} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {templateHook} from '../core/pod/disabled-fields.ts'
import {templateWarnings} from '../core/pod/template-warnings.ts'
import {defineResource} from '../define-resource.ts'
import {labelsText, selectorText} from '../selector-text.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setDaemonSetDefaults} from './daemon-set/defaults.ts'
import {prepareForCreate, prepareForStatusUpdate, prepareForUpdate} from './daemon-set/strategy.ts'
import {templateGeneration} from './daemon-set/template-generation.ts'
import {validateDaemonSet, validateDaemonSetStatus, validateDaemonSetUpdate} from './daemon-set/validate.ts'

export const daemonSet = defineResource<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.DaemonSet',
  storage: {prefix: '/registry/daemonsets'},
  storageVersionHash: 'dd7pWHUlMKQ=',
  subresources: {
    status: {kind: 'DaemonSet', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults: setDaemonSetDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
  completeEmpty({metadata}) {
    metadata.annotations = {[templateGeneration]: '0', ...metadata.annotations}
  },
  dropDisabled: templateHook,
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  validateStatusUpdate: validateDaemonSetStatus,
  warnings: templateWarnings,
  versionedAnnotations: [templateGeneration],
  columns: [
    nameColumn,
    integer('Desired', ({status}) => status?.desiredNumberScheduled ?? 0),
    integer('Current', ({status}) => status?.currentNumberScheduled ?? 0),
    integer('Ready', ({status}) => status?.numberReady ?? 0),
    integer('Up-to-date', ({status}) => status?.updatedNumberScheduled ?? 0),
    integer('Available', ({status}) => status?.numberAvailable ?? 0),
    text('Node Selector', ({spec}) => labelsText(spec?.template.spec?.nodeSelector)),
    ageColumn,
    ...containerColumns<DaemonSet>(({spec}) => spec?.template.spec?.containers),
    wide(text('Selector', ({spec}) => selectorText(spec?.selector) || '<none>')),
  ],
})
