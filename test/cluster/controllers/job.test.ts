import assert from 'node:assert/strict'
import type {Job, Pod} from '../../../src/api/kinds.ts'
import {formatIndexes, parseIndexes} from '../../../src/cluster/controllers/job/completion-index.ts'
import {createJobController} from '../../../src/cluster/controllers/job/index.ts'
import {type Bench, bench, summary} from '../../support/controller-bench.ts'

const job = (spec: object = {}): Job =>
  ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {name: 'work', namespace: 'd', uid: 'work', generation: 1},
    spec: {
      parallelism: 2,
      completions: 3,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      selector: {matchLabels: {'batch.kubernetes.io/controller-uid': 'work'}},
      template: {
        metadata: {labels: {'batch.kubernetes.io/controller-uid': 'work'}},
        spec: {containers: [{name: 'c'}], restartPolicy: 'Never'},
      },
      ...spec,
    },
  }) as Job

const work = (at: Bench): Job => at.api.get('jobs', 'd/work') as Job
const running = (at: Bench): Pod[] => (at.api.all('pods') as Pod[]).filter(({status}) => !status?.phase)
const end = (at: Bench, pod: Pod, phase: 'Succeeded' | 'Failed', exitCode = phase === 'Failed' ? 1 : 0): void => {
  const finishedAt = new Date(at.clock.now()).toISOString().replace('.000', '')
  const containerStatuses = [{name: 'c', restartCount: 0, state: {terminated: {exitCode, finishedAt}}}]
  at.api.change('pods', `d/${pod.metadata.name}`, object => ({...object, status: {phase, containerStatuses}}))
}
const conditions = (at: Bench) => work(at).status!.conditions!.map(({type, reason, message}) => [type, reason, message])

describe('job controller', () => {
  it('runs to completion, counts every pod once and lets go of it', async () => {
    const at = bench(['jobs', job()])
    await at.run(createJobController)
    assert.equal(running(at).length, 2)
    for (const pod of running(at)) end(at, pod, 'Succeeded')
    await at.settle()
    assert.equal(running(at).length, 1)
    for (const pod of running(at)) end(at, pod, 'Succeeded')
    await at.settle()
    const {conditions: _, ...status} = work(at).status!
    assert.deepEqual(status, {
      startTime: '2026-01-01T00:00:00Z',
      completionTime: '2026-01-01T00:00:00Z',
      succeeded: 3,
      ready: 0,
      terminating: 0,
      uncountedTerminatedPods: {},
    })
    assert.deepEqual(conditions(at), [
      ['SuccessCriteriaMet', 'CompletionsReached', 'Reached expected number of succeeded pods'],
      ['Complete', 'CompletionsReached', 'Reached expected number of succeeded pods'],
    ])
    assert.ok(at.api.all('pods').every(({metadata}) => metadata.finalizers?.length === 0))
    assert.equal(at.events.at(-1), 'Normal Completed Job completed')
    assert.deepEqual(await at.run(createJobController), [])
    await at.close()
  })

  it('lets go of the pods of a job that is gone, and of those that have lost theirs', async () => {
    const at = bench(['jobs', job()])
    await at.run(createJobController)
    const [kept] = running(at)
    at.api.change('pods', `d/${kept!.metadata.name}`, ({metadata, ...pod}) => ({
      ...pod,
      metadata: {...metadata, ownerReferences: []},
    }))

    at.api.remove('jobs', 'd/work')
    await at.settle()

    assert.deepEqual(
      running(at).map(({metadata}) => metadata.finalizers),
      [[], []],
    )
    await at.close()
  })

  it('waits 10 s, then 20 s after failures, and gives up beyond the limit', async () => {
    const at = bench(['jobs', job({parallelism: 1, completions: 1, backoffLimit: 1})])
    await at.run(createJobController)
    end(at, running(at)[0]!, 'Failed')
    await at.advance(9_000)
    assert.equal(running(at).length, 0)
    await at.advance(1_000)
    assert.equal(running(at).length, 1)
    end(at, running(at)[0]!, 'Failed')
    await at.settle()
    assert.deepEqual(conditions(at), [
      ['FailureTarget', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'],
      ['Failed', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'],
    ])
    assert.equal(work(at).status!.failed, 2)
    assert.equal(at.events.at(-1), 'Warning BackoffLimitExceeded Job has reached the specified backoff limit')
    await at.close()
  })

  it('makes a pod for each index and says which are done', async () => {
    const at = bench(['jobs', job({completionMode: 'Indexed'})])
    await at.run(createJobController)
    assert.deepEqual(
      running(at).map(pod => pod.spec?.hostname),
      ['work-0', 'work-1'],
    )
    end(at, running(at)[1]!, 'Succeeded')
    await at.settle()
    assert.equal(work(at).status!.completedIndexes, '1')
    assert.deepEqual(
      running(at).map(pod => pod.spec?.hostname),
      ['work-0', 'work-2'],
    )
    await at.close()
  })

  it('ends at its deadline, also when it is started again in between', async () => {
    const at = bench(['jobs', job({activeDeadlineSeconds: 30})])
    await at.run(createJobController)
    await at.advance(29_000)
    assert.equal(running(at).length, 2)
    await at.advance(1_000)
    assert.deepEqual(conditions(at)[0], [
      'FailureTarget',
      'DeadlineExceeded',
      'Job was active longer than specified deadline',
    ])
    await at.close()
  })

  it('stops when suspended and starts anew when resumed', async () => {
    const at = bench(['jobs', job({suspend: true})])
    await at.run(createJobController)
    assert.deepEqual([running(at).length, work(at).status!.startTime], [0, undefined])
    assert.deepEqual(conditions(at), [['Suspended', 'JobSuspended', 'Job suspended']])
    at.api.change('jobs', 'd/work', object => ({...object, spec: {...(object as Job).spec!, suspend: false}}))
    await at.settle()
    assert.equal(running(at).length, 2)
    assert.deepEqual(conditions(at), [['Suspended', 'JobResumed', 'Job resumed']])
    assert.deepEqual(
      at.events.filter(event => /Suspended|Resumed/.test(event)),
      ['Normal Suspended Job suspended', 'Normal Resumed Job resumed'],
    )
    await at.close()
  })

  it('fails at once where its policy says so', async () => {
    const rules = [{action: 'FailJob', onExitCodes: {operator: 'In', values: [42]}}]
    const at = bench(['jobs', job({parallelism: 1, podFailurePolicy: {rules}})])
    await at.run(createJobController)
    const [pod] = running(at)
    end(at, pod!, 'Failed', 42)
    await at.settle()
    const message = `Container c for pod d/${pod!.metadata.name} failed with exit code 42 matching FailJob rule at index 0`
    assert.deepEqual(conditions(at)[1], ['Failed', 'PodFailurePolicy', message])
    await at.close()
  })

  it('has nothing to do for a job that is gone', async () => {
    const at = bench(['jobs', job({suspend: true})])
    await at.run(createJobController)
    at.api.remove('jobs', 'd/work')
    assert.deepEqual(summary(await at.settle()), [])
    await at.close()
  })

  it('writes sets of indexes shortly', () => {
    for (const text of ['', '0', '0,1', '0-2', '1,3-5,7,8']) assert.equal(formatIndexes(parseIndexes(text)), text)
  })
})
