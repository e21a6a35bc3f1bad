import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

const manifests = '/host/etc/kubernetes/manifests'

/** With a cluster that lives in each command, and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`manifests on a control plane's disk, ${mode}`, function () {
    this.timeout(120_000)
    let home: KctlHome
    let debugger_: string
    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      await home.kctl('debug', 'node/control-plane', '--image=busybox', '--', 'sleep', '1d')
      debugger_ = (await home.kctl('get', 'pods', '-o', 'name')).stdout.trim()
      await home.kctl('wait', debugger_, '--for=condition=Ready')
    })
    after(() => home.remove())
    const say = async (script: string) => home.kctl('exec', debugger_, '--', 'sh', '-c', script)
    const get = async (...args: string[]) => (await home.kctl('get', ...args, '--no-headers')).stdout.trim()
    const status = async (pod: string) => (await get('pod', '-n', 'kube-system', pod)).split(/\s+/)[2]

    it('stop the scheduler when its own is broken, and start it when that is mended', async () => {
      const file = `${manifests}/kube-scheduler.yaml`
      await say(`sed -i s#--kubeconfig=/etc/kubernetes/scheduler.conf#--kubeconfig=/etc/kubernetes/none.conf# ${file}`)
      await home.kctl('run', 'web', '--image=nginx')
      await home.kctl('clock', 'advance', '30s')
      const waiting = await get('pod', 'web', '-o', 'jsonpath={.status.phase}')
      const broken = await status('kube-scheduler-control-plane')
      const {stdout: why} = await home.kctl('logs', '-n', 'kube-system', 'kube-scheduler-control-plane')

      await say(`sed -i s#none.conf#scheduler.conf# ${file}`)
      const {code} = await home.kctl('wait', 'pod/web', '--for=condition=Ready', '--timeout=60s')

      assert.equal(waiting, 'Pending')
      assert.match(broken!, /CrashLoopBackOff|Error/)
      assert.match(why, /"command failed" err="stat \/etc\/kubernetes\/none.conf: no such file or directory"/)
      assert.equal(code, 0)
      assert.equal(await status('kube-scheduler-control-plane'), 'Running')
    })

    it('stop the controllers when theirs is moved away, and start them when it is back', async () => {
      await say(`mv ${manifests}/kube-controller-manager.yaml /host/tmp/`)
      await home.kctl('create', 'deployment', 'd', '--image=nginx')
      await home.kctl('clock', 'advance', '30s')
      const idle = await get('replicasets')

      await say(`mv /host/tmp/kube-controller-manager.yaml ${manifests}/`)
      const {code} = await home.kctl('wait', 'deployment/d', '--for=condition=Available', '--timeout=60s')

      assert.equal(idle, '')
      assert.equal(code, 0)
    })

    it('are pods of their node', async () => {
      await say(
        `printf 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: own}\\nspec: {containers: [{name: c, image: nginx}]}\\n' > ${manifests}/own.yaml`,
      )
      const came = await home.kctl('wait', 'pod/own-control-plane', '--for=condition=Ready', '--timeout=60s')
      const uid = ['pod', 'own-control-plane', '-o', 'jsonpath={.metadata.uid}']
      const first = await get(...uid)
      await home.kctl('delete', 'pod', 'own-control-plane', '--force')
      await home.kctl('wait', 'pod/own-control-plane', '--for=condition=Ready', '--timeout=60s')
      const second = await get(...uid)
      await say(`rm ${manifests}/own.yaml`)
      const {stderr} = await home.kctl('wait', 'pod/own-control-plane', '--for=delete', '--timeout=60s')

      assert.equal(came.code, 0, came.stderr)
      assert.notEqual(second, first)
      assert.notEqual(second, '')
      assert.equal(stderr, '')
      assert.equal(await get('pods', '--field-selector', 'metadata.name=own-control-plane'), '')
    })
  })
