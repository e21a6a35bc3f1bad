import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {PemFolder, Pki} from '../../src/cluster/pki/index.ts'
import {startKmsPlugin} from '../support/kms-plugin.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'
import {kctl} from '../support/shared.ts'

const run = promisify(execFile)
const needed = ['etcd', 'etcdutl', 'kube-apiserver', 'kubectl']

const secret = Buffer.alloc(32, 7).toString('base64')
const rule = (resources: string, provider: string) =>
  `  - resources: [${resources}]\n    providers: [{${provider}: {keys: [{name: key1, secret: ${secret}}]}}, {identity: {}}]\n`
const configuration = `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n${rule('secrets', 'aescbc')}${rule('configmaps', 'aesgcm')}${rule('"*."', 'secretbox')}`

const managed = (endpoint: string) =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n  - resources: [secrets]\n    providers: [{kms: {apiVersion: v2, name: guard, endpoint: "${endpoint}"}}]\n`

/** The snapshot of an encrypted cluster under a real etcd and a real API server that have the same keys. */
describe('Secrets that kctl encrypts', function () {
  this.timeout(60_000)
  let folder: string
  let real: RealServer | undefined

  before(function () {
    if (!haveRealPrograms(...needed)) this.skip()
    folder = mkdtempSync(join(tmpdir(), 'kctl-encryption-'))
  })
  after(async () => {
    await real?.stop()
    if (folder) rmSync(folder, {recursive: true, force: true})
  })

  it('are read by the real API server', async () => {
    const env = {...process.env, KCTL_HOME: folder, HOME: folder}
    const file = join(folder, 'encryption.yaml')
    writeFileSync(file, configuration)
    await run(kctl, ['cluster', 'start', '--port=0', `--encryption-provider-config=${file}`], {env})
    await run(kctl, ['create', 'secret', 'generic', 's', '--from-literal=a=hidden'], {env})
    await run(kctl, ['create', 'configmap', 'c', '--from-literal=a=hidden'], {env})
    await run(kctl, ['create', 'serviceaccount', 'a'], {env})
    await run(kctl, ['create', 'token', 'default'], {env})
    await run(kctl, ['cluster', 'stop'], {env})
    const value = await run(kctl, ['etcdctl', 'get', '/registry/secrets/default/s', '--print-value-only'], {env})

    const snapshot = join(folder, 'snapshot.db')
    await run(kctl, ['etcdctl', 'snapshot', 'save', snapshot], {env})
    const pki = new Pki(new PemFolder(join(folder, 'clusters/default/pki')), Date.now)
    real = await startRealServer({snapshot, pki, flags: [`--encryption-provider-config=${file}`]})
    const {kubectl} = real
    const found = await Promise.all([
      kubectl('get', 'secret', 's', '-o', 'jsonpath={.data.a}'),
      kubectl('get', 'configmap', 'c', '-o', 'jsonpath={.data.a}'),
      kubectl('get', 'serviceaccount', 'a', '-o', 'name'),
    ])

    assert.match(value.stdout, /^k8s:enc:aescbc:v1:key1:/)
    assert.deepEqual(found, [Buffer.from('hidden').toString('base64'), 'hidden', 'serviceaccount/a\n'])
  })

  it('with keys of a key management service are read by the real API server, and what that writes by kctl', async () => {
    const env = {...process.env, KCTL_HOME: join(folder, 'kms'), HOME: folder}
    const plugin = await startKmsPlugin(join(folder, 'kms.sock'))
    const file = join(folder, 'kms.yaml')
    writeFileSync(file, managed(plugin.endpoint))
    await run(kctl, ['cluster', 'start', '--port=0', `--encryption-provider-config=${file}`], {env})
    await run(kctl, ['create', 'secret', 'generic', 's', '--from-literal=a=ours'], {env})
    await run(kctl, ['cluster', 'stop'], {env})
    const value = await run(kctl, ['etcdctl', 'get', '/registry/secrets/default/s', '--print-value-only'], {env})
    const [ours, theirs] = [join(folder, 'ours.db'), join(folder, 'theirs.db')]
    await run(kctl, ['etcdctl', 'snapshot', 'save', ours], {env})
    const pki = new Pki(new PemFolder(join(folder, 'kms/clusters/default/pki')), Date.now)
    await real?.stop()
    real = await startRealServer({snapshot: ours, pki, flags: [`--encryption-provider-config=${file}`]})

    const found = await real.kubectl('get', 'secret', 's', '-o', 'jsonpath={.data.a}')
    await real.kubectl('create', 'secret', 'generic', 't', '--from-literal=a=theirs')
    await real.saveSnapshot(theirs)
    const again = {...env, KCTL_HOME: join(folder, 'again')}
    await run(kctl, ['etcdctl', 'snapshot', 'restore', theirs], {env: again})
    await run(kctl, ['cluster', 'start', '--port=0', `--encryption-provider-config=${file}`], {env: again})
    const read = await run(kctl, ['get', 'secret', 't', '-o', 'jsonpath={.data.a}'], {env: again})
    await run(kctl, ['cluster', 'stop'], {env: again})
    await plugin.stop()

    assert.match(value.stdout, /^k8s:enc:kms:v2:guard:/)
    assert.equal(Buffer.from(found, 'base64').toString(), 'ours')
    assert.equal(Buffer.from(read.stdout, 'base64').toString(), 'theirs')
  })
})
