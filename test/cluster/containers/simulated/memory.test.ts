import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../src/cluster/containers/container.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const mebi = 1024 ** 2
const memory = {containerPath: '/m', hostPath: '/var/lib/kubelet/pods/u/volumes/e/m', readOnly: false, tmpfs: true}

async function run(command: string[], config: Partial<ContainerConfig> = {}) {
  const {runtime, start, pass, logs} = simulatedPods()
  const {containers} = await start([{command, ...config}])
  await pass(5000)
  const {state, exitCode, reason} = await runtime.containerStatus(containers[0]!)
  const usage = await runtime.containerStats(containers[0]!)
  return {state, exitCode, reason, usage, output: await logs(containers[0]!)}
}

const shell = (script: string, config: Partial<ContainerConfig> = {}) => run(['sh', '-c', script], config)

describe("a container's memory", () => {
  const killed: {name: string; command: string[]; config?: Partial<ContainerConfig>}[] = [
    {name: 'a file without an end is kept', command: ['tail', '/dev/zero']},
    {name: 'it is kept in a script', command: ['sh', '-c', 'echo a; tail /dev/zero; echo b']},
    {name: 'a pipe brings more', command: ['sh', '-c', 'head -c 50M /dev/zero | tail']},
    {name: 'a variable grows', command: ['sh', '-c', 'a=xxxxxxxx; while true; do a=$a$a; done']},
    {name: 'a block is too large', command: ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=50M', 'count=1']},
    {
      name: 'files in memory are',
      command: ['sh', '-c', 'dd if=/dev/zero of=/m/f bs=1M count=30; sleep 60'],
      config: {mounts: [memory]},
    },
    {
      name: 'a program allocates',
      command: ['stress', '--vm', '1', '--vm-bytes', '30M'],
      config: {image: 'polinux/stress'},
    },
  ]
  for (const {name, command, config} of killed)
    it(`ends it where ${name} beyond its limit`, async () => {
      const {state, exitCode, reason, output} = await run(command, {limits: {memoryBytes: 20 * mebi}, ...config})

      assert.deepEqual({state, exitCode, reason}, {state: 'Exited', exitCode: 137, reason: 'OOMKilled'})
      assert.ok(!output.includes('b\n'))
    })

  it('lets it live within its limit', async () => {
    const limits = {memoryBytes: 20 * mebi}

    const {state, output} = await shell(
      'head -c 1M /dev/zero | tail | wc -c; dd if=/dev/zero of=/m/f bs=1M count=10 2>/dev/null; sleep 60',
      {limits, mounts: [memory]},
    )

    assert.deepEqual({state, output}, {state: 'Running', output: '1048576\n'})
  })

  it('counts files in memory, which take no more than their volume holds', async () => {
    const {usage, output} = await shell(
      'dd if=/dev/zero of=/m/f bs=1M count=30; wc -c < /m/f; echo x > /m/g; sleep 60',
      {mounts: [{...memory, capacity: mebi}]},
    )

    assert.ok(usage.memoryBytes > mebi)
    assert.equal(
      output,
      "dd: error writing '/m/f': No space left on device\n1+0 records in\n1+0 records out\n1048576 bytes (1.0MB) copied, 0.001000 seconds, 1000.0MB/s\n1048576\nsh: write error: No space left on device\n",
    )
  })

  it('is told apart from a processor, which busy loops take', async () => {
    const loop = await shell('yes > /dev/null')
    const throttled = await shell('dd if=/dev/zero of=/dev/null', {limits: {cpuMillis: 500}})
    const two = await shell('yes > /dev/null & cat /dev/urandom | md5sum & sleep 60')

    const cores = [loop, throttled, two].map(({usage}) => Math.round(usage.cpuNanocores / 1e8) / 10)
    assert.deepEqual(cores, [1, 0.5, 2])
  })
})
