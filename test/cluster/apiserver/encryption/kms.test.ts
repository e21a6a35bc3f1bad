import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ApiResponse} from '../../../../src/client/transport.ts'
import type {EncryptionConfiguration} from '../../../../src/cluster/apiserver/encryption/encryption-configuration.ts'
import type {Encryption} from '../../../../src/cluster/apiserver/encryption/transformer.ts'
import {createEncryption} from '../../../../src/cluster/apiserver/encryption/transformers.ts'
import {encryptionErrors} from '../../../../src/cluster/apiserver/encryption/validate-configuration.ts'
import {openSqliteStore, type SqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'
import type {TestApiServer} from '../../../support/api-server.ts'
import {startCustomServer} from '../../../support/custom-server.ts'
import {type KmsPlugin, startKmsPlugin} from '../../../support/kms-plugin.ts'

const path = '/api/v1/namespaces/default/secrets'
const minutes = 60_000

/** What the tests look at in answers. */
interface Told {
  metadata: {resourceVersion: string}
  data: object
  items: {data: object}[]
  message: string
}

describe('A key management service', () => {
  let folder: string
  let plugin: KmsPlugin
  let store: SqliteStore
  let now: number
  let open: TestApiServer[]

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-kms-'))
    plugin = await startKmsPlugin(join(folder, 'kms.sock'))
    store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(0)})
    now = 0
    open = []
  })
  afterEach(async () => {
    for (const {server} of open) server.stop()
    await store.close()
    await plugin.stop()
    rmSync(folder, {recursive: true, force: true})
  })

  const configuration = (resources = ['secrets']): EncryptionConfiguration => ({
    resources: [{resources, providers: [{kms: {apiVersion: 'v2', name: 'guard', endpoint: plugin.endpoint}}]}],
  })

  /** Another API server on the same etcd, as after a new start. */
  async function serve(resources?: string[]): Promise<TestApiServer & {encryption: Encryption}> {
    const time = {now: () => now, wake: () => () => {}}
    const encryption = createEncryption(configuration(resources), time)
    const one = await startCustomServer({store, encryption, ...(open.length > 0 && {namespaces: []})})
    open.push(one)
    return {...one, encryption}
  }
  const raw = async () =>
    Buffer.from((await store.range({key: '/registry/secrets/default/s'})).kvs[0]!.value as Uint8Array).toString(
      'latin1',
    )
  const bodyOf = ({body}: ApiResponse) => (body.type === 'object' ? body.object : {}) as unknown as Told
  const secret = {metadata: {name: 's'}, stringData: {a: 'hidden'}}

  it('encrypts the keys of what is stored, once for all that one server writes', async () => {
    const {send} = await serve()

    const made = await send('POST', path, secret)
    await send('POST', path, {...secret, metadata: {name: 't'}})
    const shown = await send('GET', `${path}/s`)

    assert.equal(made.status, 201)
    assert.match(await raw(), /^k8s:enc:kms:v2:guard:/)
    assert.doesNotMatch(await raw(), /hidden|aGlkZGVu/)
    assert.deepEqual(bodyOf(shown).data, {a: Buffer.from('hidden').toString('base64')})
    assert.deepEqual(plugin.calls, ['Status', 'Encrypt'])
  })

  it('decrypts for another server what the first one wrote, in lists and watches, too', async () => {
    const {send} = await serve()
    await send('POST', path, secret)
    const second = await serve()

    const list = await second.send('GET', path)
    const counts = second.encryption.counts

    assert.deepEqual(
      bodyOf(list).items.map(({data}: {data: object}) => data),
      [{a: Buffer.from('hidden').toString('base64')}],
    )
    assert.deepEqual(plugin.calls.slice(2), ['Status', 'Encrypt', 'Decrypt'])
    assert.deepEqual([counts?.misses, counts?.generations.histograms[0]?.count], [1, 1])
  })

  it('is asked for its key every minute, and what an older one wrote is written anew when it is written at all', async () => {
    const {send} = await serve()
    const made = await send('POST', path, secret)
    plugin.keyId = 'key-2'
    now += 2 * minutes

    const touched = await send('PUT', `${path}/s`, bodyOf(made))

    assert.notEqual(bodyOf(touched).metadata.resourceVersion, bodyOf(made).metadata.resourceVersion)
    assert.match(await raw(), /key-2/)
  })

  it('that has gone leaves three minutes to write, and all the time to read what was read before', async () => {
    const {send} = await serve()
    await send('POST', path, secret)
    plugin.health = 'tired'
    now += 2 * minutes
    const soon = await send('POST', path, {...secret, metadata: {name: 'soon'}})
    plugin.keyId = ''
    now += 2 * minutes

    const late = await send('POST', path, {...secret, metadata: {name: 'late'}})
    const read = await send('GET', `${path}/s`)

    assert.equal(soon.status, 201)
    assert.equal(late.status, 201, 'its key was still the same when it was tired')
    now += 4 * minutes
    const never = await send('POST', path, {...secret, metadata: {name: 'never'}})
    assert.equal(never.status, 500)
    assert.match(bodyOf(never).message, /encryptedDEKSource with keyID hash "sha256:[0-9a-f]{64}" expired at/)
    assert.equal(read.status, 200)
  })

  it('whose errors are told when it does not know a key', async () => {
    const {send} = await serve()
    await send('POST', path, secret)
    const encryption = createEncryption(configuration(), {now: () => now, wake: () => () => {}})
    const transformer = encryption.for({group: '', resource: 'secrets'})
    const value = Buffer.from((await raw()).replace('version.example.com', 'version.example.org'), 'latin1')

    await transformer.prepare?.(value)

    assert.throws(() => transformer.fromStorage(value, '/registry/secrets/default/s'), {
      message: 'failed to decrypt DEK, error: rpc error: code = Internal desc = what I added is not there',
    })
  })

  it('can keep what the API server itself reads past its caches', async () => {
    const {send} = await serve(['*.*'])
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {name: 'things.example.com'},
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: {plural: 'things', kind: 'Thing'},
        versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object'}}}],
      },
    }
    await send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition)
    const second = await serve(['*.*'])

    const list = await second.send('GET', '/apis/example.com/v1/namespaces/default/things')

    assert.equal(list.status, 200, JSON.stringify(bodyOf(list)))
  })

  const refused: {name: string; kms: object; expected: string}[] = [
    {
      name: 'no name and no endpoint',
      kms: {apiVersion: 'v2'},
      expected:
        'resources[0].providers[0].kms.name: name is a mandatory field for a provider; resources[0].providers[0].kms.endpoint: endpoint is a mandatory field for a kms',
    },
    {
      name: 'another scheme',
      kms: {apiVersion: 'v2', name: 'a', endpoint: 'tcp://x'},
      expected:
        'resources[0].providers[0].kms.endpoint: unsupported scheme "tcp" for KMS provider, only unix is supported',
    },
    {
      name: 'a colon, a cache and no time',
      kms: {apiVersion: 'v2', name: 'a:b', endpoint: 'unix:///x', cachesize: 5, timeout: '0s'},
      expected:
        "resources[0].providers[0].kms.name: invalid KMS provider name a:b, must not contain ':'; resources[0].providers[0].kms.timeout: timeout should be a positive value; resources[0].providers[0].kms.cachesize: cachesize is not supported in v2",
    },
    {
      name: 'a version that there is not',
      kms: {apiVersion: 'v3', name: 'a', endpoint: 'unix:///x'},
      expected:
        'resources[0].providers[0].kms.apiVersion: unsupported apiVersion apiVersion for KMS provider, only v1 and v2 are supported',
    },
  ]
  for (const {name, kms, expected} of refused)
    it(`is refused with ${name}`, () => {
      const errors = encryptionErrors({resources: [{resources: ['secrets'], providers: [{kms}]}]})

      assert.equal(errors.map(({field, detail}) => `${field}: ${detail}`).join('; '), expected)
    })

  it('is refused by its first interface, which is off by default', () => {
    const resources = [{resources: ['secrets'], providers: [{kms: {name: 'a', endpoint: 'unix:///x'}}]}]

    assert.throws(
      () => createEncryption({resources}, {now: () => 0, wake: () => () => {}}),
      /^Error: KMSv1 is deprecated/,
    )
  })
})
