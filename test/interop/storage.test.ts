import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {PemFolder, Pki} from '../../src/cluster/pki/index.ts'
import {type KctlHome, makeKctlHome, repository} from '../support/kctl-process.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'
import {crd, customObject, job, statefulSet, workload} from './workloads.ts'

type Ask = (...args: string[]) => Promise<string>

interface Found {
  kind: string
  apiVersion: string
  metadata: {namespace?: string; name: string; uid: string}
}

/** What is stored, whoever stored it: etcd snapshots from one to the other. */
describe('what is stored', function () {
  this.timeout(180_000)
  let home: KctlHome
  let real: RealServer | undefined

  before(function () {
    if (!haveRealPrograms('etcd', 'etcdctl', 'etcdutl', 'kube-apiserver', 'kubectl')) this.skip()
  })
  beforeEach(() => {
    home = makeKctlHome()
  })
  afterEach(async () => {
    await real?.stop()
    await home.remove()
  })

  const kctl: Ask = async (...args) => {
    const {code, stdout, stderr} = await home.kctl(...args)
    assert.equal(code, 0, `kctl ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  const file = (name: string, ...objects: object[]): string => {
    const path = join(home.path, name)
    writeFileSync(path, JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}))
    return path
  }

  it('by kctl is what a real API server shows, object for object', async () => {
    await kctl('create', 'namespace', 'work')
    await kctl('apply', '-f', join(repository, 'examples'))
    await kctl('create', '-f', file('crd.json', crd))
    await kctl('wait', '--for=condition=Established', 'crd/things.test.example')
    const workloads = [workload('apps/v1', 'Deployment', {replicas: 2}), statefulSet, job, customObject]
    await kctl('create', '-f', file('objects.json', ...workloads))
    const ours = await everything(kctl)
    const snapshot = join(home.path, 'ours.db')
    await kctl('etcdctl', 'snapshot', 'save', snapshot)

    real = await startRealServer({snapshot, pki: new Pki(new PemFolder(join(home.folder, 'pki')), Date.now)})
    const theirs = await everything(real.kubectl)

    assert.ok(ours.size > 200)
    const lost = [...ours].filter(([key, object]) => !keeps(theirs.get(key), object)).map(([key]) => key)
    assert.deepEqual(lost, [])
  })

  it('by a real API server is what kctl shows, object for object', async () => {
    real = await startRealServer()
    await real.kubectl('create', 'namespace', 'work')
    await real.kubectl('-n', 'work', 'create', 'secret', 'generic', 's', '--from-literal=a=b')
    await real.kubectl('-n', 'work', 'create', 'serviceaccount', 'web')
    await real.create(crd)
    await real.kubectl('wait', '--for=condition=Established', 'crd/things.test.example')
    await real.create(workload('apps/v1', 'Deployment', {replicas: 2}), statefulSet, job, customObject)
    const theirs = await everything(real.kubectl)
    const snapshot = join(home.path, 'theirs.db')
    await real.saveSnapshot(snapshot)

    await kctl('etcdctl', 'snapshot', 'restore', snapshot)
    const ours = await everything(kctl)

    assert.ok(theirs.size > 100)
    const lost = [...theirs].filter(([key, object]) => !keeps(ours.get(key), object)).map(([key]) => key)
    assert.deepEqual(lost, [])
  })
})

/** Every object of every kind that can be listed, by kind, namespace and name. */
async function everything(ask: Ask): Promise<Map<string, Found>> {
  const names = (await ask('api-resources', '--verbs=list', '-o', 'name')).split('\n').filter(Boolean)
  const kinds = names.filter(name => !passing.test(name)).join(',')
  const {items} = JSON.parse(await ask('get', kinds, '-A', '-o', 'json', '--show-managed-fields')) as {items: Found[]}
  return new Map(
    items.map(object => [
      `${object.apiVersion} ${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`,
      object,
    ]),
  )
}

/** Kinds that are not stored, or whose objects come and go. */
const passing = /^(componentstatuses|leases|events|nodes\.metrics|pods\.metrics)\b/

/** A server that starts brings what is its own up to date; the object stays the same one. */
const keeps = (found: Found | undefined, wanted: Found): boolean => found?.metadata.uid === wanted.metadata.uid
