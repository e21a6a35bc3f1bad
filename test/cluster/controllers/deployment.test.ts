import assert from 'node:assert/strict'
import type {Deployment, ReplicaSet} from '../../../src/api/kinds.ts'
import {createDeploymentController} from '../../../src/cluster/controllers/deployment/index.ts'
import {createReplicaSetController} from '../../../src/cluster/controllers/replicaset/index.ts'
import {type Bench, bench} from '../../support/controller-bench.ts'
import {runPods} from '../../support/run-pods.ts'

const deployment = (spec: object = {}): Deployment =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'web', namespace: 'd', generation: 1, annotations: {team: 'a'}},
    spec: {
      replicas: 4,
      selector: {matchLabels: {app: 'web'}},
      template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'c', image: 'nginx:1'}]}},
      strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: '25%', maxUnavailable: '25%'}},
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 1,
      ...spec,
    },
  }) as Deployment

const setImage = (at: Bench, image: string): void =>
  at.api.change('deployments', 'd/web', object => {
    const {spec} = object as Deployment
    const template = {...spec!.template, spec: {containers: [{name: 'c', image}]}}
    return {
      ...object,
      metadata: {...object.metadata, generation: object.metadata.generation! + 1},
      spec: {...spec, template},
    }
  })

const rolledOut = async (spec?: object): Promise<Bench> => {
  const at = bench(['deployments', deployment(spec)])
  await at.run(createReplicaSetController)
  await at.run(createDeploymentController)
  await runPods(at)
  return at
}

const web = (at: Bench): Deployment => at.api.get('deployments', 'd/web') as Deployment
const sets = (at: Bench): ReplicaSet[] => at.api.all('replicasets') as ReplicaSet[]
const sizes = (at: Bench) => Object.fromEntries(sets(at).map(set => [imageOf(set), set.spec?.replicas]))
const imageOf = (set: ReplicaSet) => set.spec!.template!.spec!.containers[0]!.image!

describe('deployment controller', () => {
  it('makes a set, its pods, a revision and a status', async () => {
    const at = await rolledOut()
    const [set] = sets(at)
    assert.match(set!.metadata.name!, /^web-[bcdfghjklmnpqrstvwxz2456789]{1,10}$/)
    assert.deepEqual(set!.metadata.annotations, {
      team: 'a',
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
      'deployment.kubernetes.io/revision': '1',
    })
    const {conditions, ...status} = web(at).status!
    assert.deepEqual(status, {
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 4,
      readyReplicas: 4,
      availableReplicas: 4,
    })
    assert.deepEqual(
      conditions!.map(({type, status: state, reason, message}) => [type, state, reason, message]),
      [
        ['Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.'],
        [
          'Progressing',
          'True',
          'NewReplicaSetAvailable',
          `ReplicaSet "${set!.metadata.name}" has successfully progressed.`,
        ],
      ].sort((a, b) => (conditions![0]!.type === a[0] ? -1 : conditions![0]!.type === b[0] ? 1 : 0)),
    )
    assert.ok(at.events.includes(`Normal ScalingReplicaSet Scaled up replica set ${set!.metadata.name} from 0 to 4`))
    await at.close()
  })

  it('counts on from a revision that only an int64 can hold', async () => {
    const at = await rolledOut()
    at.api.change('replicasets', `d/${sets(at)[0]!.metadata.name}`, object => ({
      ...object,
      metadata: {
        ...object.metadata,
        annotations: {...object.metadata.annotations, 'deployment.kubernetes.io/revision': '3546343826724305832'},
      },
    }))

    setImage(at, 'nginx:2')
    await at.settle()

    assert.equal(web(at).metadata.annotations!['deployment.kubernetes.io/revision'], '3546343826724305833')
    await at.close()
  })

  it('writes nothing when there is nothing to do', async () => {
    const at = await rolledOut()
    assert.deepEqual(await at.run(createDeploymentController), [])
    assert.deepEqual(await at.run(createReplicaSetController), [])
    await at.close()
  })

  it('rolls within surge and unavailability, then keeps history to its limit', async () => {
    const at = await rolledOut()
    setImage(at, 'nginx:2')
    await at.settle()
    assert.deepEqual(sizes(at), {'nginx:1': 3, 'nginx:2': 2})
    await runPods(at)
    assert.deepEqual(sizes(at), {'nginx:1': 0, 'nginx:2': 4})
    setImage(at, 'nginx:3')
    await runPods(at)
    assert.deepEqual(sizes(at), {'nginx:2': 0, 'nginx:3': 4})
    setImage(at, 'nginx:2')
    await runPods(at)
    assert.deepEqual(sizes(at), {'nginx:2': 4, 'nginx:3': 0})
    const back = sets(at).find(set => imageOf(set) === 'nginx:2')!
    assert.equal(back.metadata.annotations!['deployment.kubernetes.io/revision'], '4')
    assert.equal(back.metadata.annotations!['deployment.kubernetes.io/revision-history'], '2')
    assert.equal(web(at).metadata.annotations!['deployment.kubernetes.io/revision'], '4')
    await at.close()
  })

  it('recreates only after the last old pod is gone', async () => {
    const at = await rolledOut({strategy: {type: 'Recreate'}})
    for (const pod of at.api.all('pods'))
      at.api.change('pods', `d/${pod.metadata.name}`, object => ({
        ...object,
        metadata: {...object.metadata, finalizers: ['test/stay']},
      }))
    setImage(at, 'nginx:2')
    await at.settle()
    assert.deepEqual(sizes(at), {'nginx:1': 0})
    for (const pod of at.api.all('pods')) at.api.remove('pods', `d/${pod.metadata.name}`)
    await at.settle()
    assert.deepEqual(sizes(at), {'nginx:1': 0, 'nginx:2': 4})
    await at.close()
  })

  it('says that a rollout is stuck when its deadline has passed', async () => {
    const at = bench(['deployments', deployment()])
    await at.run(createReplicaSetController)
    await at.run(createDeploymentController)
    await at.advance(602_000)
    const progressing = web(at).status!.conditions!.find(({type}) => type === 'Progressing')!
    assert.equal(progressing.status, 'False')
    assert.equal(progressing.reason, 'ProgressDeadlineExceeded')
    assert.match(progressing.message!, /^ReplicaSet "web-\w+" has timed out progressing\.$/)
    await at.close()
  })

  it('waits for nothing once a rollout is complete', async () => {
    const at = await rolledOut()
    assert.equal(at.clock.nextDue(), undefined)
    await at.close()
  })

  it('lets an object that is gone go', async () => {
    const at = await rolledOut()
    at.api.remove('deployments', 'd/web')
    assert.deepEqual(await at.settle(), [])
    await at.close()
  })
})
