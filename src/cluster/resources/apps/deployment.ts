import type {Deployment} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text, wide} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {templateHook} from '../core/pod/disabled-fields.ts'
import {podNameWarnings, templateWarnings} from '../core/pod/template-warnings.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated} from '../gated-fields.ts'
import {selectorText} from '../selector-text.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setDeploymentDefaults} from './deployment/defaults.ts'
import {prepareForUpdate} from './deployment/strategy.ts'
import {validateDeployment, validateDeploymentStatus, validateDeploymentUpdate} from './deployment/validate.ts'
import {terminatingReplicas} from './terminating-replicas.ts'

export const deployment = defineResource<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.Deployment',
  storage: {prefix: '/registry/deployments'},
  storageVersionHash: '8aSe+NMegvE=',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'Deployment', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults: setDeploymentDefaults,
  prepareForUpdate,
  prepareForStatusUpdate(deployment, old, {features}) {
    deployment.spec = old.spec
    dropGated([terminatingReplicas], deployment, {features, old})
  },
  completeEmpty(object) {
    object.spec = {replicas: 0, ...object.spec} as typeof object.spec
  },
  dropDisabled: templateHook,
  keptOnStatusUpdate: ['labels'],
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  validateStatusUpdate: validateDeploymentStatus,
  warnings: (object, old) => [...(old ? [] : podNameWarnings(object)), ...templateWarnings(object, old)],
  columns: [
    nameColumn,
    text('Ready', ({spec, status}) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    {...integer<Deployment>('Up-to-date', ({status}) => status?.updatedReplicas ?? 0), type: 'string'},
    {...integer<Deployment>('Available', ({status}) => status?.availableReplicas ?? 0), type: 'string'},
    ageColumn,
    ...containerColumns<Deployment>(({spec}) => spec?.template.spec?.containers),
    wide(text('Selector', ({spec}) => selectorText(spec?.selector))),
  ],
})
