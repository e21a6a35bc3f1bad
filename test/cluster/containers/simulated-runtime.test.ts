import assert from 'node:assert/strict'
import {MemoryStateStore} from '../../../src/cluster/containers/index.ts'
import {describeContainerRuntime} from '../../contracts/container-runtime.ts'
import {beginning, simulatedPods} from '../../support/simulated-pods.ts'

const open = async (time = beginning, store = new MemoryStateStore()) => {
  const {runtime, clock, start, pass, logs} = simulatedPods({time, store, seed: 'runtime'})
  await runtime.restore()
  return {runtime, clock, start, pass, logs, store, close: () => runtime.close()}
}

describe('the simulated container runtime', () => {
  describeContainerRuntime(() => open())

  it('goes on in another process where a script slept', async () => {
    const first = await open()
    const script = 'for i in 1 2 3; do echo $i; echo $i >> /count; sleep 10; done; cat /count'
    const {containers} = await first.start([{command: ['sh', '-c', script]}])
    const id = containers[0]!
    // The first sleep begins a moment after the start, as it does on a clock that runs.
    first.clock.run({now: () => beginning + 40, wake: () => () => {}})
    await first.pass(15_000)
    await first.close()

    const second = await open(first.clock.now(), first.store)
    await second.pass(20_000)

    assert.equal(await second.logs(id), '1\n2\n3\n1\n2\n3\n')
    assert.equal((await second.runtime.containerStatus(id)).exitCode, 0)
    await second.close()
  })

  const begun = [
    {name: 'to its output', config: {image: 'nginx:1.27'}, said: 'start worker processes'},
    {
      name: 'to its errors',
      config: {image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', args: ['netexec']},
      said: 'Started HTTP server on port 8080',
    },
  ]
  for (const {name, config, said} of begun)
    it(`does not say again in another process what a program says ${name} as it starts`, async () => {
      const first = await open()
      const {containers} = await first.start([config])
      const before = await first.logs(containers[0]!)
      await first.close()

      const second = await open(first.clock.now(), first.store)
      await second.pass(1000)

      assert.ok(before.includes(said), before)
      assert.equal(await second.logs(containers[0]!), before)
      await second.close()
    })
})
