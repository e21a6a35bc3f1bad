import assert from 'node:assert/strict'
import {MemoryStateStore, SimulatedRuntime} from '../../../src/cluster/containers/index.ts'
import {Activity} from '../../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import {describeContainerRuntime} from '../../contracts/container-runtime.ts'

const open = async (time = Date.UTC(2026, 0, 1), store = new MemoryStateStore()) => {
  const clock = new ClusterClock(time)
  const activity = new Activity()
  const runtime = new SimulatedRuntime({clock, activity, random: new SeededRandom('runtime'), store})
  await runtime.restore()
  const pass = async (milliseconds: number) => {
    await activity.settled()
    await clock.advance(clock.now() + milliseconds, () => activity.settled())
    await activity.settled()
  }
  return {runtime, clock, pass, store, close: () => runtime.close()}
}

describe('the simulated container runtime', () => {
  describeContainerRuntime(() => open())

  it('goes on in another process where a script slept', async () => {
    const first = await open()
    const config = {
      namespace: 'd',
      name: 'p',
      uid: 'u',
      attempt: 0,
      node: 'n',
      hostname: 'p',
      ip: '10.0.0.1',
      hostNetwork: false,
      dns: {servers: [], searches: [], options: []},
      labels: {},
      annotations: {},
    }
    const sandbox = await first.runtime.runPodSandbox(config)
    const id = await first.runtime.createContainer(sandbox, {
      name: 'c',
      attempt: 0,
      image: 'busybox:1.36',
      command: ['sh', '-c', 'for i in 1 2 3; do echo $i; echo $i >> /count; sleep 10; done; cat /count'],
      env: [],
      mounts: [],
      stdin: false,
      stdinOnce: false,
      tty: false,
      terminationMessagePath: '/dev/termination-log',
    })
    await first.runtime.startContainer(id)
    // The first sleep begins a moment after the start, as it does on a clock that runs.
    first.clock.run({now: () => Date.UTC(2026, 0, 1) + 40, wake: () => () => {}})
    await first.pass(15_000)
    await first.close()

    const second = await open(first.clock.now(), first.store)
    await second.pass(20_000)

    const chunks: Uint8Array[] = []
    for await (const chunk of second.runtime.containerLogs(id, {})) chunks.push(chunk)
    assert.equal(Buffer.concat(chunks).toString(), '1\n2\n3\n1\n2\n3\n')
    assert.equal((await second.runtime.containerStatus(id)).exitCode, 0)
    await second.close()
  })
})
