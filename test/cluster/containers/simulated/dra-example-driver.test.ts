import assert from 'node:assert/strict'
import {builtin} from '../../../../src/api/builtin-resources.ts'
import type {Pod, ResourceClaim, ResourceSlice} from '../../../../src/api/kinds.ts'
import {trustPods} from '../../../support/run-job.ts'
import type {WholeCluster} from '../../../support/whole-cluster.ts'

const namespace = 'default'
const pods = {...builtin.pods, namespace}

describe('Kubernetes’ example of a driver of devices', function () {
  this.timeout(30_000)
  let whole: WholeCluster

  before(async () => {
    const {startWholeCluster} = await import('../../../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 1}})
    await trustPods(whole)
  })

  after(async () => {
    await whole.close()
  })

  /** Leads the clock on until it is so, for half a minute at most. */
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    for (let second = 0; second < 30 && !(await condition()); second += 1) await whole.cluster.engine.advance(1000)
  }
  const add = (name: string, spec: object) => whole.client.create(pods, {metadata: {name}, spec})
  const pod = (name: string) => whole.client.get<Pod>({...pods, name})
  const isRunning = async (name: string) => (await pod(name)).status?.phase === 'Running'
  const driver = {
    name: 'plugin',
    image: 'registry.k8s.io/dra-example-driver/dra-example-driver:v0.2.0',
    command: ['dra-example-kubeletplugin'],
    env: [
      {name: 'NODE_NAME', valueFrom: {fieldRef: {fieldPath: 'spec.nodeName'}}},
      {name: 'NUM_DEVICES', value: '3'},
    ],
  }
  const slices = async () => (await whole.client.list<ResourceSlice>(builtin.resourceSlices)).items

  it('publishes its node’s GPUs once, and a pod that claims one finds it in its environment', async () => {
    await add('driver', {containers: [driver], nodeName: 'worker-1'})
    await until(async () => (await slices()).length > 0)
    await add('another', {containers: [driver], nodeName: 'worker-1'})
    await until(() => isRunning('another'))
    const [slice, ...others] = await slices()
    assert.deepEqual(others, [])
    assert.match(slice!.metadata.name!, /^worker-1-gpu\.example\.com-/)
    assert.deepEqual(
      slice!.spec!.devices!.map(({name, capacity}) => [name, capacity!['memory']!.value]),
      [0, 1, 2].map(index => [`gpu-${index}`, '80Gi']),
    )

    await whole.client.create(builtin.deviceClasses, {metadata: {name: 'gpu.example.com'}})
    await whole.client.create(
      {...builtin.resourceClaimTemplates, namespace},
      {
        metadata: {name: 'gpu'},
        spec: {spec: {devices: {requests: [{name: 'gpu', exactly: {deviceClassName: 'gpu.example.com'}}]}}},
      },
    )
    await add('user', {
      restartPolicy: 'Never',
      resourceClaims: [{name: 'gpu', resourceClaimTemplateName: 'gpu'}],
      containers: [
        {
          name: 'c',
          image: 'busybox',
          command: ['sh', '-c', 'test "$GPU_DEVICE_0" = gpu-0 && test "$GPU_DEVICE_0_MEMORY" = 80Gi'],
          resources: {claims: [{name: 'gpu'}]},
        },
      ],
    })

    const claims = async () => (await whole.client.list<ResourceClaim>({...builtin.resourceClaims, namespace})).items
    await until(async () => (await pod('user')).status?.phase === 'Succeeded' && (await claims()).length === 0)
    const user = await pod('user')
    assert.equal(user.spec?.nodeName, 'worker-1')
    assert.equal(user.status?.phase, 'Succeeded')
    assert.deepEqual(await claims(), [])
  })
})
