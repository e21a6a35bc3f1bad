import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../src/cluster/containers/container.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

/** A pod of containers; returns what a command in the last one says, and how the others are. */
async function pod(sharePids: boolean, configs: (Partial<ContainerConfig> & {image: string})[]) {
  const {runtime, start} = simulatedPods({seed: 'pids'})
  const {containers: ids} = await start(configs, sharePids ? {sharePids} : {})
  return {
    say: async (script: string) => {
      const {stdout, stderr} = await runtime.execSync(ids.at(-1)!, ['sh', '-c', script], 5)
      return stdout + stderr
    },
    state: async (index: number) => (await runtime.containerStatus(ids[index]!)).state,
  }
}

const nginx = {image: 'nginx'}
const shell = {image: 'busybox', command: ['sleep', '3600']}

describe('the processes that a container sees', () => {
  it('are its own', async () => {
    const {say} = await pod(false, [nginx, shell])

    assert.equal(await say('ps | head -2'), 'PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 3600\n')
  })

  it('are those of all where the pod shares them, which it can signal', async () => {
    const {say, state} = await pod(true, [nginx, shell])

    const seen = await say('ps | head -4')
    await say('kill 8')

    assert.equal(
      seen,
      'PID   USER     TIME  COMMAND\n    1 65535     0:00 /pause\n    8 root      0:00 nginx: master process nginx -g daemon off;\n   38 root      0:00 sleep 3600\n',
    )
    assert.equal(await state(0), 'Exited')
    assert.equal(await state(1), 'Running')
  })

  it("are those of a debugger's target, before its own", async () => {
    const {say} = await pod(false, [nginx, {...shell, target: 'c0'}])

    assert.equal(
      await say('ps | head -3'),
      'PID   USER     TIME  COMMAND\n    1 root      0:00 nginx: master process nginx -g daemon off;\n   38 root      0:00 sleep 3600\n',
    )
  })
})
