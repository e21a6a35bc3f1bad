import assert from 'node:assert/strict'
import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {delimiter, join} from 'node:path'
import {type KctlHome, makeKctlHome, runProcess} from '../support/kctl-process.ts'

const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(homedir(), 'go', 'bin')]
const kptBinary = folders.map(folder => join(folder, 'kpt')).find(existsSync)

const kptfile = `
apiVersion: kpt.dev/v1
kind: Kptfile
metadata: {name: shop}
`

const workload = (colour: string): string => `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {colour: ${colour}}
`

const shelves = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shelves.shop.example.com}
spec:
  group: shop.example.com
  names: {kind: Shelf, plural: shelves, singular: shelf}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {books: {type: integer}}}}}}
---
apiVersion: shop.example.com/v1
kind: Shelf
metadata: {name: poetry, namespace: shop}
spec: {books: 12}
`

/** kpt, unmodified, on the daemon: server-side apply, an inventory in a ResourceGroup, kstatus. */
describe('kpt live', function () {
  this.timeout(180_000)
  let home: KctlHome
  let env: NodeJS.ProcessEnv
  let folder: string

  before(async function () {
    if (!kptBinary) this.skip()
    home = makeKctlHome()
    const started = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    const kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, (await home.kctl('cluster', 'kubeconfig')).stdout, {mode: 0o600})
    env = {...home.environment, KUBECONFIG: kubeconfig}
    folder = join(home.path, 'shop')
    mkdirSync(folder)
    writeFileSync(join(folder, 'Kptfile'), kptfile)
  })
  after(() => home?.remove())

  const live = async (verb: string, ...argv: string[]): Promise<string> => {
    const {code, stdout, stderr} = await runProcess(kptBinary!, ['live', verb, folder, ...argv], {env})
    assert.equal(code, 0, `kpt live ${verb}: ${stderr}`)
    return stdout
  }
  const field = async (target: string, path: string): Promise<string> =>
    (await home.kctl('get', target, '-A', '-o', `jsonpath={${path}}`)).stdout

  it('applies a package, tells how it stands, prunes what it no longer has, and destroys it', async () => {
    writeFileSync(join(folder, 'workload.yaml'), workload('blue'))
    writeFileSync(join(folder, 'shelves.yaml'), shelves)
    const wait = '--reconcile-timeout=60s'

    assert.equal((await runProcess(kptBinary!, ['live', 'install-resource-group'], {env})).code, 0)
    await live('init', '--namespace=default', '--name=shop')
    const applied = await live('apply', wait)
    const status = await live('status')
    const inventory = await field('resourcegroups', '.items[0].spec.resources[*].kind')
    writeFileSync(join(folder, 'workload.yaml'), workload('red'))
    rmSync(join(folder, 'shelves.yaml'))
    const pruned = await live('apply', wait)
    const colour = await field('configmaps', '.items[?(@.metadata.name=="settings")].data.colour')
    const destroyed = await live('destroy')

    assert.match(applied, /apply result: 6 attempted, 6 successful, 0 skipped, 0 failed/)
    assert.match(applied, /reconcile result: 6 attempted, 6 successful, 0 skipped, 0 failed, 0 timed out/)
    assert.match(status, /deployment\.apps\/shop\/web is Current: Deployment is available\. Replicas: 2/)
    assert.match(status, /shelves\.shop\.example\.com is Current: CRD is established/)
    assert.deepEqual(inventory.split(' ').sort(), [
      'ConfigMap',
      'CustomResourceDefinition',
      'Deployment',
      'Namespace',
      'Service',
      'Shelf',
    ])
    assert.match(pruned, /prune result: 2 attempted, 2 successful, 0 skipped, 0 failed/)
    assert.equal(colour, 'red')
    assert.match(destroyed, /delete result: 4 attempted, 4 successful, 0 skipped, 0 failed/)
    const left = await home.kctl('get', 'resourcegroups,deployments,services', '-n', 'shop', '-o', 'name')
    assert.equal(left.stdout, '')
  })
})
