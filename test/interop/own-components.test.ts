import assert from 'node:assert/strict'
import {startOwnComponents} from '../support/own-components.ts'
import {haveRealPrograms, usualRace} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'
import {job, node, statefulSet, workload} from './workloads.ts'

const wait = '--timeout=90s'

/** The other way round: a real API server, with kctl's scheduler and controllers in the place of Kubernetes' own. */
describe("kctl's scheduler and controllers", function () {
  this.timeout(180_000)
  let real: RealServer | undefined
  let own: Awaited<ReturnType<typeof startOwnComponents>> | undefined

  afterEach(async () => {
    await own?.stop()
    await real?.stop()
  })

  it('bring workloads and a namespace to their ends on a real API server', async function () {
    if (!haveRealPrograms('etcd', 'kube-apiserver', 'kwok', 'kubectl')) return this.skip()
    real = await startRealServer()
    own = await startOwnComponents(real.transport)
    real.start('kwok', '--manage-all-nodes=true')
    const {kubectl} = real
    await real.create(node)
    await kubectl('wait', '--for=create', 'serviceaccount/default', wait)
    await kubectl('create', 'namespace', 'work')
    await kubectl('-n', 'work', 'wait', '--for=create', 'serviceaccount/default', wait)

    await real.create(workload('apps/v1', 'Deployment', {replicas: 2}), statefulSet, job)

    await kubectl('-n', 'work', 'rollout', 'status', 'deployment/web', wait)
    await kubectl('-n', 'work', 'rollout', 'status', 'statefulset/web', wait)
    await kubectl('-n', 'work', 'wait', '--for=condition=Complete', 'job/web', wait)
    await kubectl('delete', 'namespace', 'work', wait)
    assert.deepEqual(
      own.errors.filter(error => !usualRace.test(error)),
      [],
    )
  })
})
