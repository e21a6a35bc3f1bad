import assert from 'node:assert/strict'
import type {Job} from '../../../../src/api/kinds.ts'
import {copyTemplateLabels, prepareForCreate} from '../../../../src/cluster/resources/batch/job/strategy.ts'
import {job as definition} from '../../../../src/cluster/resources/batch/job.ts'

const own = {
  'controller-uid': 'u',
  'job-name': 'j',
  'batch.kubernetes.io/controller-uid': 'u',
  'batch.kubernetes.io/job-name': 'j',
}

/** The labels of a job made so: when it is validated, and when it is stored. */
function labelsOf(labels: Record<string, string> | undefined, templateLabels: Record<string, string> | undefined) {
  const job = {
    metadata: {name: 'j', uid: 'u', ...(labels && {labels})},
    spec: {template: {...(templateLabels && {metadata: {labels: templateLabels}}), spec: {containers: []}}},
  } as unknown as Job
  definition.defaults!(job)
  prepareForCreate(job, {features: {enabled: () => true} as never})
  const validated = job.metadata?.labels
  copyTemplateLabels(job as never)
  return {validated, stored: job.metadata?.labels}
}

describe('labels of a new job', () => {
  it('are its own where it has some', () =>
    assert.deepEqual(labelsOf({a: 'b'}, undefined), {validated: {a: 'b'}, stored: {a: 'b'}}))

  it('are those of its template, with what finds its pods, where it has none', () =>
    assert.deepEqual(labelsOf(undefined, {c: 'd'}), {validated: {...own, c: 'd'}, stored: {...own, c: 'd'}}))

  it('come from nowhere before it is stored, so that its name is refused as its own alone, where its template has none', () =>
    assert.deepEqual(labelsOf(undefined, undefined), {validated: undefined, stored: own}))
})
