import assert from 'node:assert/strict'
import {runContainer} from '../../../../support/run-script.ts'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

const image = 'alexeiled/stress-ng'

describe('stress-ng', () => {
  it('says what it does, and how it went', async () => {
    const {output, exitCode} = await runContainer({image, args: ['--cpu', '2', '--vm=1', '--timeout', '30s']})

    assert.equal(exitCode, 0)
    assert.equal(
      output.replaceAll('stress-ng: info:  [1] ', ''),
      'setting to a 30.00 secs run per stressor\ndispatching hogs: 2 cpu, 1 vm\nskipped: 0\npassed: 3: cpu (2) vm (1)\nfailed: 0\nmetrics untrustworthy: 0\nsuccessful run completed in 30.00 secs\n',
    )
  })

  it('loads processors and memory, no more of them than its limits', async () => {
    const {runtime, start} = simulatedPods()
    const args = ['--cpu', '2', '--cpu-load', '50', '--vm', '1', '--vm-bytes', '64M']
    const free = await start([{image, args}])
    const bound = await start([{image, args, limits: {cpuMillis: 500}}], {uid: 'b', ip: '10.244.0.6'})

    const used = await Promise.all([free, bound].map(({containers}) => runtime.containerStats(containers[0]!)))

    assert.deepEqual(
      used.map(({cpuNanocores, memoryBytes}) => [Math.round(cpuNanocores / 1e7), memoryBytes >> 20]),
      [
        [195, 68],
        [50, 68],
      ],
    )
    await runtime.close()
  })

  it('does not survive more memory than it may have', async () => {
    const {exitCode} = await runContainer({
      image,
      args: ['--vm', '1', '--vm-bytes', '250M'],
      limits: {memoryBytes: 100 << 20},
    })

    assert.equal(exitCode, 137)
  })
})
