import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

describe('a node that kubeadm resets and joins', function () {
  this.timeout(120_000)
  let home: KctlHome
  let debuggerPod: string
  before(async () => {
    home = makeKctlHome()
    await home.kctl('cluster', 'start', '--port', '0')
    await home.kctl('debug', 'node/control-plane', '--profile=sysadmin', '--image=busybox', '--', 'sleep', '1d')
    debuggerPod = (await home.kctl('get', 'pods', '-o', 'name')).stdout.trim()
    await home.kctl('wait', debuggerPod, '--for=condition=Ready')
  })
  after(() => home.remove())
  const onControlPlane = (script: string) => home.kctl('exec', debuggerPod, '--', 'chroot', '/host', 'sh', '-c', script)
  const onWorker = (command: string) => onControlPlane(`ssh worker-1 ${command}`)
  const joinCommand = async () => (await onControlPlane('kubeadm token create --print-join-command')).stdout.trim()

  it('is refused while it is part of the cluster', async () => {
    const joined = await onWorker(await joinCommand())

    assert.equal(joined.code, 1)
    assert.match(joined.stderr, /\[ERROR FileAvailable--etc-kubernetes-kubelet\.conf\]: .* already exists/)
    assert.match(joined.stderr, /\[ERROR Port-10250\]: Port 10250 is in use/)
  })

  it('comes back under a certificate of its own, once its Node is gone', async () => {
    const reset = await onWorker('kubeadm reset -f')
    const left = await onWorker('ls /etc/kubernetes /var/lib/kubelet')
    const early = await onWorker(await joinCommand())
    await home.kctl('delete', 'node', 'worker-1')
    const joined = await onWorker(await joinCommand())
    const ready = await home.kctl('wait', 'node/worker-1', '--for=condition=Ready', '--timeout=30s')
    const who = await onWorker(
      `kubectl --kubeconfig /etc/kubernetes/kubelet.conf auth whoami -o jsonpath={.status.userInfo.username}`,
    )
    const requests = await home.kctl('get', 'csr', '-o', 'jsonpath={.items[*].spec.username}')

    assert.match(reset.stdout, /^\[reset\] Deleting files: \[\/etc\/kubernetes\/admin\.conf /m)
    assert.doesNotMatch(left.stdout, /kubelet\.conf|config\.yaml/)
    assert.match(early.stderr, /a Node with name "worker-1" and status "Ready" already exists in the cluster/)
    assert.match(joined.stdout, /^This node has joined the cluster:$/m, joined.stderr)
    assert.equal(ready.stdout, 'node/worker-1 condition met\n', ready.stderr)
    assert.equal(who.stdout, 'system:node:worker-1', who.stderr)
    assert.match(requests.stdout, /^system:bootstrap:[a-z0-9]{6}$/)
  })

  it('believes no cluster whose token or authority is another', async () => {
    await onWorker('kubeadm reset -f')
    const command = await joinCommand()

    const other = await onWorker(command.replace(/sha256:\w{4}/, 'sha256:0000'))
    const secret = await onWorker(command.replace(/(--token \w{6})\.\w{16}/, '$1.0123456789abcdef'))

    assert.match(other.stderr, /cluster CA found in cluster-info ConfigMap is invalid: none of the public keys/)
    assert.match(secret.stderr, /failed to verify JWS signature of received cluster info object/)
  })
})
