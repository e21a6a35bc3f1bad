import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

const pki = '/etc/kubernetes/pki/etcd'
const secure = [
  '--endpoints=https://127.0.0.1:2379',
  `--cacert=${pki}/ca.crt`,
  `--cert=${pki}/server.crt`,
  `--key=${pki}/server.key`,
]

/** With a cluster that lives in each command, and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`etcd's tools in its pod and on its node, ${mode}`, function () {
    this.timeout(120_000)
    let home: KctlHome
    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      await home.kctl('debug', 'node/control-plane', '--image=busybox', '--', 'sleep', '1d')
    })
    after(() => home.remove())
    const inPod = (...args: string[]) => home.kctl('exec', '-n', 'kube-system', 'etcd-control-plane', '--', ...args)

    it('look into the store, for who has the certificates', async () => {
      const health = await inPod('etcdctl', ...secure, 'endpoint', 'health')
      const keys = await inPod('etcdctl', ...secure, 'get', '/registry/namespaces/default', '--keys-only')
      const missing = await inPod('etcdctl', '--cacert=/none.crt', 'endpoint', 'health')

      assert.match(health.stdout, /^https:\/\/127\.0\.0\.1:2379 is healthy: /)
      assert.equal(keys.stdout, '/registry/namespaces/default\n\n')
      assert.equal(missing.stderr.split('\n')[0], 'Error: open /none.crt: no such file or directory')
      assert.equal(missing.code, 1)
    })

    it('bring a cluster back to a snapshot, when its manifest names the restored folder', async () => {
      const node = (await home.kctl('get', 'pods', '-o', 'name')).stdout.trim()
      const onNode = (...args: string[]) => home.kctl('exec', node, '--', 'chroot', '/host', ...args)
      const names = async () => (await home.kctl('get', 'configmaps', '-o', 'name')).stdout.split('\n')
      await home.kctl('create', 'configmap', 'before')

      const saved = await onNode('etcdctl', ...secure, 'snapshot', 'save', '/opt/backup.db')
      await home.kctl('create', 'configmap', 'after')
      await home.kctl('delete', 'configmap', 'before')
      const status = await onNode('etcdutl', 'snapshot', 'status', '/opt/backup.db', '-w', 'json')
      const restored = await onNode(
        'etcdutl',
        'snapshot',
        'restore',
        '/opt/backup.db',
        '--data-dir',
        '/var/lib/restored',
      )
      const again = await onNode('etcdutl', 'snapshot', 'restore', '/opt/backup.db', '--data-dir', '/var/lib/restored')
      await onNode(
        'sed',
        '-i',
        's#path: /var/lib/etcd$#path: /var/lib/restored#',
        '/etc/kubernetes/manifests/etcd.yaml',
      )
      const back = await home.kctl('wait', 'configmap/before', '--for=create', '--timeout=60s')
      const {stdout: etcd} = await home.kctl(
        'wait',
        '-n',
        'kube-system',
        'pod/etcd-control-plane',
        '--for=condition=Ready',
      )
      await home.kctl('create', 'configmap', 'later')

      assert.equal(saved.stdout, 'Snapshot saved at /opt/backup.db\n', saved.stderr)
      assert.ok((JSON.parse(status.stdout) as {totalKey: number}).totalKey > 100)
      assert.equal(restored.code, 0, restored.stderr)
      assert.match(again.stderr, /data-dir "\/var\/lib\/restored" not empty/)
      assert.equal(back.code, 0, back.stderr)
      assert.match(etcd, /condition met/)
      assert.deepEqual(
        (await names()).filter(name => /before|after|later/.test(name)),
        ['configmap/before', 'configmap/later'],
      )
    })
  })
