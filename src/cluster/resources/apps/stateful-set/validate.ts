import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {PodTemplateSpec, StatefulSet} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import {validateClaimSpec} from '../../core/persistent-volume-claim/validate.ts'
import {validatePodAnnotations} from '../../core/pod/validate/annotations.ts'
import {validatePodTemplate} from '../../core/pod/validate/index.ts'
import {validateAnnotations} from '../../metadata/index.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, invalidBecause} from '../../validation/errors.ts'
import {amount, atMostWhole, nonNegativeOrPercent} from '../../validation/int-or-percent.ts'
import {validateLabels} from '../../validation/labels.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {isUsableSelector, selectorMatchesTemplate} from '../../validation/selector.ts'
import {atMostReplicas, availableAtMostReady, collisionCount, nonNegativeCounts} from '../../validation/statuses.ts'
import {validateOwnSelector} from '../selector.ts'
import {lastingErrors} from '../template.ts'

type Spec = NonNullable<StatefulSet['spec']>

export const validateStatefulSet = ({spec}: StatefulSet): FieldError[] => [...specErrors('spec', spec as Spec, {})]

export function validateStatefulSetUpdate({spec}: StatefulSet, old: StatefulSet): FieldError[] {
  const oldSpec = old.spec as Spec
  const isInvalid = [...specErrors('', oldSpec, {isUpdate: true})].length > 0
  const errors = [...specErrors('spec', spec as Spec, {isUpdate: true, anyTemplate: isInvalid, old: oldSpec.template})]
  const fixed = Object.fromEntries(updatable.map(field => [field, oldSpec[field]]))
  if (!sameMeaning({...spec, ...fixed}, oldSpec))
    errors.push(
      forbiddenField(
        'spec',
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      ),
    )
  return errors
}

const updatable = [
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
] as const

export const validateStatefulSetStatus = ({status}: StatefulSet, old: StatefulSet): FieldError[] => [
  ...nonNegativeCounts('status', status, [
    'replicas',
    'readyReplicas',
    'currentReplicas',
    'updatedReplicas',
    'availableReplicas',
    'observedGeneration',
    'collisionCount',
  ]),
  ...atMostReplicas('status', status, ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas']),
  ...availableAtMostReady('status', status, 'status.readyReplicas'),
  ...collisionCount('status', status?.collisionCount, old.status?.collisionCount),
]

interface Options {
  isUpdate?: boolean
  anyTemplate?: boolean
  old?: PodTemplateSpec
}

function* specErrors(path: string, spec: Spec, options: Options): Errors {
  const {podManagementPolicy: management, selector, serviceName, template} = spec
  if (!management) yield required(`${path}.podManagementPolicy`)
  else if (management !== 'OrderedReady' && management !== 'Parallel')
    yield invalidValue(`${path}.podManagementPolicy`, management, "must be 'OrderedReady' or 'Parallel'")
  yield* strategyErrors(`${path}.updateStrategy`, spec.updateStrategy ?? {})
  yield* retentionErrors(`${path}.persistentVolumeClaimRetentionPolicy`, spec.persistentVolumeClaimRetentionPolicy)
  if (!options.isUpdate)
    yield* each(`${path}.volumeClaimTemplates`, spec.volumeClaimTemplates, (claim, at) =>
      validateClaimSpec(`${at}.spec`, claim.spec),
    )
  yield* nonNegative(`${path}.replicas`, spec.replicas)
  yield* nonNegative(`${path}.minReadySeconds`, spec.minReadySeconds)
  yield* nonNegative(`${path}.ordinals.start`, spec.ordinals?.start)
  if (!options.isUpdate && serviceName)
    yield* invalidBecause(`${path}.serviceName`, serviceName, isDns1123Label(serviceName))
  yield* validateOwnSelector(`${path}.selector`, selector, 'statefulset')
  if (!isUsableSelector(selector)) yield invalidValue(`${path}.selector`, selector, '')
  else yield* templateErrors(`${path}.template`, spec, options)
  yield* lastingErrors(`${path}.template`, template, 'StatefulSet')
}

type Strategy = NonNullable<Spec['updateStrategy']>

function* strategyErrors(path: string, {type, rollingUpdate}: Strategy): Errors {
  const shown = rollingUpdate
    ? {Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null}
    : null
  if (!type) yield required(path)
  else if (type === 'OnDelete') {
    if (rollingUpdate)
      yield invalidValue(`${path}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")
  } else if (type !== 'RollingUpdate') {
    yield invalidValue(path, {Type: type, RollingUpdate: shown}, "must be 'RollingUpdate' or 'OnDelete'")
  } else if (rollingUpdate) {
    const {partition, maxUnavailable} = rollingUpdate
    yield* nonNegative(`${path}.rollingUpdate.partition`, partition)
    if (maxUnavailable === undefined) return
    const at = `${path}.rollingUpdate.maxUnavailable`
    yield* nonNegativeOrPercent(at, maxUnavailable)
    if (amount(maxUnavailable) === 0) yield invalidValue(at, maxUnavailable, 'cannot be 0')
    yield* atMostWhole(at, maxUnavailable)
  }
}

function* retentionErrors(path: string, policy: Spec['persistentVolumeClaimRetentionPolicy']): Errors {
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const value = policy?.[field] ?? ''
    if (policy && value !== 'Retain' && value !== 'Delete')
      yield notSupported(`${path}.${field}`, value, ['Retain', 'Delete'])
  }
}

/** The pods' volumes are those of the template and one for each claim; names of theirs are given by the set. */
function* templateErrors(path: string, spec: Spec, {anyTemplate, old}: Options): Errors {
  const names = [...new Set((spec.volumeClaimTemplates ?? []).map(({metadata}) => metadata?.name ?? ''))]
  const claims = names.map(name => ({name, persistentVolumeClaim: {claimName: name}}))
  const {subdomain: _, hostname: __, ...rest} = spec.template.spec ?? {containers: []}
  const volumes = [...claims, ...(rest.volumes ?? []).filter(({name}) => !names.includes(name))]
  const template = {...spec.template, spec: {...rest, volumes}}
  const {metadata} = template
  yield* selectorMatchesTemplate(path, spec.selector, template)
  if (!anyTemplate) yield* validatePodTemplate(path, template, old)
  yield* validateLabels(`${path}.labels`, metadata?.labels)
  yield* validateAnnotations(`${path}.annotations`, metadata?.annotations)
  yield* validatePodAnnotations(`${path}.annotations`, metadata?.annotations, template.spec, {isPod: false})
}
