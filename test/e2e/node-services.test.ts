import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

/** With a cluster that lives in each command, and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`services of nodes, ${mode}`, function () {
    this.timeout(120_000)
    let home: KctlHome
    let door: string
    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      await home.kctl('debug', 'node/control-plane', '--image=busybox', '--', 'sleep', '1d')
      door = (await home.kctl('get', 'pods', '-o', 'name')).stdout.trim()
      await home.kctl('wait', door, '--for=condition=Ready')
    })
    after(() => home.remove())
    const onWorker = async (script: string) =>
      home.kctl('exec', door, '--', 'chroot', '/host', 'ssh', 'worker-1', script)
    const readiness = async () => {
      await home.kctl('clock', 'advance', '51s')
      return (await home.kctl('get', 'nodes', 'worker-1', '--no-headers')).stdout.trim().split(/\s+/)[1]
    }

    it('stop the kubelet, and its node is not ready until they start it again', async () => {
      const stopped = await onWorker(
        'systemctl stop kubelet; systemctl is-active kubelet; ps aux | grep -c bin/kubelet',
      )
      const silent = await readiness()
      const started = await onWorker('systemctl start kubelet; systemctl is-active kubelet')

      assert.equal(stopped.stdout, 'inactive\n0\n', stopped.stderr)
      assert.equal(silent, 'NotReady')
      assert.equal(started.stdout, 'active\n')
      assert.equal(await readiness(), 'Ready')
    })

    it('try a kubelet again that finds a wrong file, and have it back once that is right', async () => {
      const configuration = '/var/lib/kubelet/config.yaml'
      await onWorker(`sed -i s/ca.crt/none.crt/ ${configuration}; systemctl restart kubelet`)
      const broken = await readiness()
      const state = await onWorker('systemctl status kubelet')
      const journal = await onWorker('journalctl -u kubelet -n 4')
      const byHand = await home.kctl('node', 'start', 'worker-1')
      const stillBroken = await readiness()

      await onWorker(`sed -i s/none.crt/ca.crt/ ${configuration}`)
      const mended = await readiness()

      assert.equal(broken, 'NotReady')
      assert.equal(state.code, 3)
      assert.match(state.stdout, /Active: activating \(auto-restart\) \(Result: exit-code\) since/)
      assert.match(
        journal.stdout,
        /worker-1 kubelet\[\d+\]: E.* err=".*open \/etc\/kubernetes\/pki\/none.crt: no such file/,
      )
      assert.equal(byHand.code, 1)
      assert.match(byHand.stderr, /^error: Job for kubelet\.service on worker-1 failed because/)
      assert.equal(stillBroken, 'NotReady')
      assert.equal(mended, 'Ready')
    })

    it('read their unit files when they are told to', async () => {
      const dropIn = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf'
      const before = await onWorker(
        `sed -i s,/usr/bin/kubelet,/opt/kubelet, ${dropIn}; systemctl restart kubelet; systemctl is-active kubelet`,
      )
      const after = await onWorker(
        'systemctl daemon-reload; systemctl restart kubelet; systemctl is-active kubelet; journalctl -u kubelet -n 2',
      )
      const mended = await onWorker(
        `sed -i s,/opt/kubelet,/usr/bin/kubelet, ${dropIn}; systemctl daemon-reload; systemctl restart kubelet; systemctl is-active kubelet`,
      )

      assert.equal(before.stdout, 'active\n')
      assert.match(before.stderr, /changed on disk. Run 'systemctl daemon-reload' to reload units.\n/)
      assert.match(after.stdout, /^activating\n.*status=203\/EXEC\n/)
      assert.equal(mended.stdout, 'active\n')
    })

    // What comes now is the same in both modes.
    if (mode === 'one-shot') return

    it('start a kubelet with what its configuration says by then', async () => {
      await onWorker('printf "maxPods: 20\\nkubeReserved: {cpu: 500m}\\n" >> /var/lib/kubelet/config.yaml')
      const resources = [
        'get',
        'node',
        'worker-1',
        '-o',
        'jsonpath={.status.allocatable.pods} {.status.allocatable.cpu}',
      ]
      const {stdout: before} = await home.kctl(...resources)
      await onWorker('systemctl restart kubelet')
      const {stdout: after} = await home.kctl(...resources)

      assert.equal(before, '110 8')
      assert.equal(after, '20 7500m')
    })

    it('leave a node without its container runtime, and its kubelet says so', async () => {
      const {stderr} = await onWorker('systemctl stop containerd; crictl ps')
      const ready = '{.status.conditions[?(@.type=="Ready")].message}'
      const {stdout: message} = await home.kctl('get', 'node', 'worker-1', '-o', `jsonpath=${ready}`)
      await onWorker('systemctl start containerd')

      assert.match(stderr, /dial unix \/run\/containerd\/containerd.sock: connect: connection refused/)
      assert.equal(message, 'container runtime is down')
      assert.equal(await readiness(), 'Ready')
    })

    it('have kubeadm beside them: tokens to join with, and certificates made anew', async () => {
      const say = async (script: string) => home.kctl('exec', door, '--', 'chroot', '/host', 'bash', '-c', script)
      const join = await say('kubeadm token create --print-join-command')
      const pki = '/etc/kubernetes/pki'
      const before = await say(`openssl x509 -in ${pki}/apiserver.crt -noout -serial -ext subjectAltName`)
      const renewed = await say('kubeadm certs renew apiserver')
      const after = await say(
        `openssl x509 -in ${pki}/apiserver.crt -noout -serial -ext subjectAltName; openssl verify -CAfile ${pki}/ca.crt ${pki}/apiserver.crt`,
      )
      const expiration = await say(`rm ${pki}/apiserver-etcd-client.crt; kubeadm certs check-expiration`)
      const [, id] =
        /--token (\w{6})\.\w{16} --discovery-token-ca-cert-hash sha256:[0-9a-f]{64} $/m.exec(join.stdout) ?? []
      const secret = await home.kctl(
        'get',
        'secret',
        '-n',
        'kube-system',
        `bootstrap-token-${id}`,
        '-o',
        'jsonpath={.type}',
      )

      assert.equal(secret.stdout, 'bootstrap.kubernetes.io/token', join.stderr)
      assert.match(renewed.stdout, /\ncertificate for serving the Kubernetes API renewed\n$/)
      const [[serial, names], [other, others]] = [before, after].map(({stdout}) => stdout.split(/\n(.*)/s)) as [
        string[],
        string[],
      ]
      assert.notEqual(serial, other)
      assert.equal(others, `${names}${pki}/apiserver.crt: OK\n`)
      assert.match(expiration.stdout, /^admin.conf +\w+ \d+, \d+ \d\d:\d\d UTC +364d +ca +no {6}$/m)
      assert.match(expiration.stdout, /^!MISSING! apiserver-etcd-client/m)
    })

    it('make a node known again that somebody has deleted, when its kubelet starts', async () => {
      const names = async () => (await home.kctl('get', 'nodes', '-o', 'name')).stdout
      await home.kctl('delete', 'node', 'worker-1')
      await home.kctl('run', `web-${mode}`, '--image=nginx')
      const without = await names()
      await onWorker('systemctl restart kubelet')

      assert.equal(without, 'node/control-plane\nnode/worker-2\n')
      assert.equal(await names(), 'node/control-plane\nnode/worker-1\nnode/worker-2\n')
      assert.equal(await readiness(), 'Ready')
    })
  })
