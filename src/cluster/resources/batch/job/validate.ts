import {
  type FieldError,
  invalidValue,
  notSupported,
  pendingMetadata,
  required,
  tooLong,
} from '../../../../api/field-error.ts'
import type {Job, PodTemplateSpec} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import {validatePodTemplate} from '../../core/pod/validate/index.ts'
import {goJson} from '../../go-types/go-json.ts'
import {goPodTemplate} from '../../go-types/pod-spec.ts'
import {domainPrefixedPath} from '../../validation/domain-path.ts'
import {immutable, sameMeaning} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {selectorMatches, validateLabelSelector} from '../../validation/labels.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {isUsableSelector, selectorMatchesTemplate} from '../../validation/selector.ts'
import {validateIndexedJob} from './indexed.ts'
import {validatePodFailurePolicy} from './pod-failure-policy.ts'
import {validateSuccessPolicy} from './success-policy.ts'

export type JobSpec = NonNullable<Job['spec']>

export const validateJob = (job: Job): FieldError[] => [...createErrors(job)]

export const validateJobUpdate = (job: Job, old: Job): FieldError[] => [...updateErrors(job, old)]

function* createErrors(job: Job): Errors {
  const spec = job.spec as JobSpec
  yield* generatedSelectorErrors(job)
  yield* wholeSpecErrors('spec', spec)
  if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 0) {
    const {name = ''} = job.metadata
    const hostname = `${name}-${(spec.completions ?? 0) - 1}`
    if (isDns1123Label(hostname).length > 0)
      yield invalidValue('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`)
  }
}

/** A selector that the server has made selects the job's own pods by its uid and name; a job that came without prefixed labels need not get them. */
function* generatedSelectorErrors({metadata, spec}: Job, old?: Job): Errors {
  if (spec?.manualSelector || !spec?.selector) return
  const labels = spec.template.metadata?.labels ?? {}
  const expected = expectedLabels(metadata.uid ?? '', metadata.name ?? '')
  const before = old?.spec?.template.metadata?.labels
  if (old && prefixedLabels.some(label => before?.[label] === undefined))
    for (const label of prefixedLabels) delete expected[label]
  for (const [key, value] of Object.entries(expected)) {
    const path = `spec.template.metadata.labels[${key}]`
    if (labels[key] === undefined) yield required(path, `must be '${value}'`)
    else if (labels[key] !== value) yield invalidValue(path, labels, `must be '${value}'`)
  }
  if (isUsableSelector(spec.selector) && !selectorMatches(spec.selector, expected))
    yield invalidValue('spec.selector', spec.selector, '`selector` not auto-generated')
}

const prefixedLabels = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']

const expectedLabels = (uid: string, name: string): Record<string, string> => ({
  'controller-uid': uid,
  'job-name': name,
  'batch.kubernetes.io/controller-uid': uid,
  'batch.kubernetes.io/job-name': name,
})

function* wholeSpecErrors(path: string, spec: JobSpec, old?: JobSpec): Errors {
  yield* validateJobSpec(path, spec, old)
  if (!spec.selector) yield required(`${path}.selector`)
  else yield* validateLabelSelector(`${path}.selector`, spec.selector)
  if (isUsableSelector(spec.selector)) yield* selectorMatchesTemplate(`${path}.template`, spec.selector, spec.template)
}

const managedByLimit = 63

/** A job's spec as far as it does not concern its selector: also that of a cron job's template. */
export function* validateJobSpec(path: string, spec: JobSpec, old?: JobSpec): Errors {
  for (const field of counts) yield* nonNegative(`${path}.${field}`, spec[field])
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    yield required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')
  if (spec.managedBy !== undefined) {
    yield* domainPrefixedPath(`${path}.managedBy`, spec.managedBy)
    if (spec.managedBy.length > managedByLimit) yield tooLong(`${path}.managedBy`, managedByLimit)
  }
  yield* validateIndexedJob(path, spec)
  if (spec.podFailurePolicy) yield* validatePodFailurePolicy(`${path}.podFailurePolicy`, spec)
  if (spec.successPolicy) yield* validateSuccessPolicy(`${path}.successPolicy`, spec)
  yield* replacementErrors(`${path}.podReplacementPolicy`, spec)
  yield* validatePodTemplate(`${path}.template`, spec.template, old?.template)
  yield* restartErrors(`${path}.template.spec.restartPolicy`, spec)
}

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const

function* replacementErrors(path: string, {podReplacementPolicy: policy, podFailurePolicy}: JobSpec): Errors {
  if (policy === undefined) return
  const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
  if (!supported.includes(policy)) yield notSupported(path, policy, supported)
}

function* restartErrors(path: string, {template, podFailurePolicy}: JobSpec): Errors {
  const policy = template.spec?.restartPolicy
  if (!policy || policy === 'Always') yield required(path, 'valid values: "OnFailure", "Never"')
  else if (policy !== 'OnFailure' && policy !== 'Never') yield notSupported(path, policy, ['OnFailure', 'Never'])
  else if (podFailurePolicy && policy !== 'Never')
    yield invalidValue(path, policy, 'only "Never" is supported when podFailurePolicy is specified')
}

function* updateErrors(job: Job, old: Job): Errors {
  const [spec, before] = [job.spec as JobSpec, old.spec as JobSpec]
  yield* generatedSelectorErrors(job, old)
  // Once for the job, and once more for its change.
  yield* wholeSpecErrors('spec', spec, before)
  yield pendingMetadata('U')
  yield* wholeSpecErrors('spec', spec, before)
  if (spec.completionMode !== 'Indexed') yield* immutable('spec.completions', spec.completions, before.completions)
  else if (!sameMeaning(spec.completions, before.completions) && spec.completions !== undefined)
    if (spec.completions !== spec.parallelism)
      yield invalidValue('spec.completions', spec.completions, 'can only be modified in tandem with spec.parallelism')
  yield* immutable('spec.selector', spec.selector, before.selector)
  const comparable = maySchedule(old) ? withScheduling(before.template, spec.template) : before.template
  yield* immutable('spec.template', spec.template, comparable, () => goPodTemplate(spec.template))
  for (const field of [
    'completionMode',
    'podFailurePolicy',
    'backoffLimitPerIndex',
    'managedBy',
    'successPolicy',
  ] as const)
    yield* immutable(`spec.${field}`, spec[field], before[field], shown[field])
}

const shown: Partial<Record<keyof JobSpec, (value: unknown) => unknown>> = {
  podFailurePolicy: policy => goJson('PodFailurePolicy', policy as object),
  successPolicy: policy => goJson('SuccessPolicy', policy as object),
}

/** A job that is suspended and has not run may still be told where to. */
const maySchedule = (old: Job): boolean => Boolean(old.spec?.suspend) && old.status?.startTime === undefined

function withScheduling(old: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const {nodeSelector, tolerations, schedulingGates, affinity} = template.spec ?? {containers: []}
  const kept = {...old.spec?.affinity, nodeAffinity: affinity?.nodeAffinity}
  const {nodeAffinity, podAffinity, podAntiAffinity} = kept
  return {
    metadata: {...old.metadata, annotations: template.metadata?.annotations, labels: template.metadata?.labels},
    spec: {
      ...(old.spec ?? {containers: []}),
      nodeSelector,
      tolerations,
      schedulingGates,
      affinity: nodeAffinity || podAffinity || podAntiAffinity ? kept : undefined,
    },
  } as PodTemplateSpec
}
