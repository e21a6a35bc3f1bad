import assert from 'node:assert/strict'
import type {EncryptionConfiguration} from '../../../../src/cluster/apiserver/encryption/encryption-configuration.ts'
import {createEncryption} from '../../../../src/cluster/apiserver/encryption/transformers.ts'
import {openSqliteStore, type SqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'
import {stillTime} from '../../../support/still-time.ts'
import {secret, stored} from './stored-values.ts'

const key = (name: string, fill = name) => ({name, secret: Buffer.alloc(32, fill).toString('base64')})
const only = (provider: object, resources = ['secrets']): EncryptionConfiguration => ({
  resources: [{resources, providers: [provider, {identity: {}}]}],
})
const path = '/api/v1/namespaces/default/secrets'
const etcdKey = '/registry/secrets/default/s'

describe('Encryption at rest', () => {
  let store: SqliteStore
  let open: TestApiServer[]

  beforeEach(async () => {
    open = []
    store = await openSqliteStore({file: ':memory:', clock: new ClusterClock(0)})
  })
  afterEach(async () => {
    for (const {server} of open) server.stop()
    await store.close()
  })

  /** Another API server on the same etcd, with a configuration of its own. */
  async function serve(configuration: EncryptionConfiguration): Promise<TestApiServer> {
    const namespaces = open.length > 0 ? [] : undefined
    const one = await startTestApiServer({
      store,
      encryption: createEncryption(configuration, stillTime),
      ...(namespaces && {namespaces}),
    })
    open.push(one)
    return one
  }

  const raw = async (at = etcdKey) =>
    Buffer.from((await store.range({key: at})).kvs[0]!.value as string).toString('latin1')
  const secretOf = (value: string) => ({metadata: {name: 's'}, stringData: {a: value}})

  for (const {provider, key: at, name, value} of stored) {
    it(`reads what kube-apiserver wrote with ${provider}`, () => {
      const resource = at.split('/')[2]!
      const encryption = createEncryption(only({[provider]: {keys: [{name, secret}]}}, [resource]), stillTime)

      const {data, stale} = encryption.for({group: '', resource}).fromStorage(Buffer.from(value, 'base64'), at)

      assert.equal(stale, false)
      assert.equal(JSON.parse(Buffer.from(data).toString()).metadata.name, at.split('/')[4])
    })
  }

  for (const provider of ['aescbc', 'aesgcm', 'secretbox']) {
    it(`stores with ${provider} under its key's name, and shows plain objects`, async () => {
      const {send} = await serve(only({[provider]: {keys: [key('one')]}}))

      await send('POST', path, secretOf('hidden'))

      const text = await raw()
      assert.ok(text.startsWith(`k8s:enc:${provider}:v1:one:`))
      assert.ok(!text.includes('hidden') && !text.includes(Buffer.from('hidden').toString('base64')))
      assert.equal(dataOf(await send('GET', `${path}/s`)), 'hidden')
    })

    it(`never stores the same bytes twice with ${provider}`, () => {
      const transformer = createEncryption(only({[provider]: {keys: [key('one')]}}), stillTime).for({
        group: '',
        resource: 'secrets',
      })

      const [first, second] = [
        transformer.toStorage(Buffer.from('x'), 'k'),
        transformer.toStorage(Buffer.from('x'), 'k'),
      ]

      assert.notDeepEqual(first, second)
    })
  }

  it('binds values to their keys in etcd with aesgcm', () => {
    const transformer = createEncryption(only({aesgcm: {keys: [key('one')]}}), stillTime).for({
      group: '',
      resource: 'secrets',
    })
    const value = transformer.toStorage(Buffer.from('x'), '/registry/secrets/a/s')

    assert.throws(
      () => transformer.fromStorage(value, '/registry/secrets/b/s'),
      /cipher: message authentication failed/,
    )
  })

  it('reads with all keys and writes an unchanged object anew when its key is no longer the first', async () => {
    const before = await serve(only({aescbc: {keys: [key('old')]}}))
    await before.send('POST', path, secretOf('kept'))
    const {send} = await serve(only({aescbc: {keys: [key('new'), key('old')]}}))
    const read = await send('GET', `${path}/s`)

    const first = await send('PUT', `${path}/s`, objectOf(read))
    const again = await send('PUT', `${path}/s`, objectOf(first))

    assert.equal(dataOf(read), 'kept')
    assert.ok((await raw()).startsWith('k8s:enc:aescbc:v1:new:'))
    assert.notEqual(versionOf(first), versionOf(read))
    assert.equal(versionOf(again), versionOf(first))
  })

  it('writes anew also when the object comes from the watch cache', async () => {
    const before = await serve(only({secretbox: {keys: [key('old')]}}))
    await before.send('POST', path, secretOf('kept'))
    const {send, server} = await serve({
      resources: [
        {resources: ['secrets'], providers: [{aesgcm: {keys: [key('new')]}}, {secretbox: {keys: [key('old')]}}]},
      ],
    })
    await server.parts
      .resourceStore(server.resources.get({group: '', version: 'v1', resource: 'secrets'})!)
      .startCache()

    await send('PUT', `${path}/s`, objectOf(await send('GET', `${path}/s`)))

    assert.ok((await raw()).startsWith('k8s:enc:aesgcm:v1:new:'))
    assert.equal(dataOf(await send('GET', `${path}/s`)), 'kept')
  })

  it('decrypts on the way back to identity', async () => {
    const before = await serve(only({aescbc: {keys: [key('old')]}}))
    await before.send('POST', path, secretOf('plain'))
    const {send} = await serve({
      resources: [{resources: ['secrets'], providers: [{identity: {}}, {aescbc: {keys: [key('old')]}}]}],
    })

    await send('PUT', `${path}/s`, objectOf(await send('GET', `${path}/s`)))

    assert.ok((await raw()).startsWith('{'))
  })

  const unreadable: {name: string; configuration: EncryptionConfiguration; expected: string}[] = [
    {
      name: 'no key of that name',
      configuration: only({aescbc: {keys: [key('other')]}}),
      expected: 'no matching key was found for the provided AES transformer',
    },
    {
      name: 'no provider of that kind',
      configuration: {resources: [{resources: ['secrets'], providers: [{aesgcm: {keys: [key('one')]}}]}]},
      expected: 'no matching prefix found',
    },
    {name: 'nothing but identity', configuration: only({identity: {}}), expected: 'no matching prefix found'},
    {
      name: 'no rule for the kind',
      configuration: only({identity: {}}, ['configmaps']),
      expected: 'identity transformer tried to read encrypted data',
    },
  ]
  for (const {name, configuration, expected} of unreadable) {
    it(`answers 500 with the reason where there is ${name}`, async () => {
      const before = await serve(only({aescbc: {keys: [key('one')]}}))
      await before.send('POST', path, secretOf('lost'))
      const {send} = await serve(configuration)

      const [one, list] = [await send('GET', `${path}/s`), await send('GET', path)]

      assert.deepEqual([one.status, messageOf(one)], [500, `Internal error occurred: ${expected}`])
      assert.deepEqual(
        [list.status, messageOf(list)],
        [500, `Internal error occurred: unable to transform key "${etcdKey}": ${expected}`],
      )
    })
  }

  it('takes the rule for the resource before the one for its group before the one for everything', async () => {
    const rule = (resource: string, name: string) => ({
      resources: [resource],
      providers: [{secretbox: {keys: [key(name)]}}, {identity: {}}],
    })
    const {send} = await serve({resources: [rule('secrets', 'own'), rule('*.', 'core'), rule('*.*', 'all')]})

    await send('POST', path, secretOf('x'))
    await send('POST', '/api/v1/namespaces/default/configmaps', {metadata: {name: 'c'}})
    await send('POST', '/apis/coordination.k8s.io/v1/namespaces/default/leases', {metadata: {name: 'l'}, spec: {}})

    assert.ok((await raw()).startsWith('k8s:enc:secretbox:v1:own:'))
    assert.ok((await raw('/registry/configmaps/default/c')).startsWith('k8s:enc:secretbox:v1:core:'))
    assert.ok((await raw('/registry/leases/default/l')).startsWith('k8s:enc:secretbox:v1:all:'))
  })
})

type Answer = Awaited<ReturnType<TestApiServer['send']>>
const objectOf = ({body}: Answer): never => (body as unknown as {object: never}).object
const versionOf = (answer: Answer): string =>
  (objectOf(answer) as {metadata: {resourceVersion: string}}).metadata.resourceVersion
const messageOf = (answer: Answer): string => (objectOf(answer) as {message: string}).message
const dataOf = (answer: Answer): string =>
  Buffer.from((objectOf(answer) as {data: {a: string}}).data.a, 'base64').toString()
