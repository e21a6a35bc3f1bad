import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

/** With a cluster that lives in each command, and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`kctl node, ${mode}`, function () {
    this.timeout(120_000)
    let home: KctlHome
    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
    })
    after(() => home.remove())
    const readiness = async () =>
      (await home.kctl('get', 'nodes', 'worker-1', '--no-headers')).stdout.trim().split(/\s+/)[1]

    it('stops a kubelet until it is started again', async () => {
      const stopped = await home.kctl('node', 'stop', 'worker-1')
      const again = await home.kctl('node', 'stop', 'node/worker-1')
      const atFirst = await readiness()
      await home.kctl('clock', 'advance', '51s')
      const later = await readiness()
      await home.kctl('run', 'web', '--image=nginx:1.27')
      await home.kctl('wait', 'pod/web', '--for=condition=PodScheduled')
      const placed = await home.kctl('get', 'pod', 'web', '-o', 'jsonpath={.spec.nodeName}')
      const started = await home.kctl('node', 'start', 'worker-1')

      assert.equal(stopped.stdout, 'node/worker-1 kubelet stopped\n', stopped.stderr)
      assert.equal(again.stdout, 'node/worker-1 kubelet already stopped\n')
      assert.equal(atFirst, 'Ready')
      assert.equal(later, 'NotReady')
      assert.equal(placed.stdout, 'worker-2')
      assert.equal(started.stdout, 'node/worker-1 kubelet started\n')
      assert.equal(await readiness(), 'Ready')
    })

    it('knows only the nodes that there are', async () => {
      const {stderr, code} = await home.kctl('node', 'stop', 'worker-9')

      assert.equal(stderr, 'Error from server (NotFound): nodes "worker-9" not found\n')
      assert.equal(code, 1)
    })
  })
