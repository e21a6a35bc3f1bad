import type {Job} from '../../../../api/kinds.ts'
import {setPodTemplateDefaults} from '../../core/pod/defaults.ts'
import {maxInt32} from '../../validation/numbers.ts'

export function setJobDefaults({metadata, spec}: Job): void {
  if (!spec) return
  setJobTemplateDefaults(spec)
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : maxInt32
  const labels = spec.template.metadata?.labels
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = labels
  spec.completionMode ??= 'NonIndexed'
  spec.suspend ??= false
  spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'
  spec.manualSelector ??= false
}

/** Defaults of a job within another object: those of its pods only. */
export function setJobTemplateDefaults(spec: NonNullable<Job['spec']>): void {
  setPodTemplateDefaults(spec.template)
  for (const {onPodConditions} of spec.podFailurePolicy?.rules ?? [])
    for (const pattern of onPodConditions ?? []) pattern.status ||= 'True'
}
