import assert from 'node:assert/strict'
import {existsSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {delimiter, join} from 'node:path'
import {bundles} from '../support/crd-bundles/bundles.ts'
import {compareBundle} from '../support/crd-bundles/compare-bundle.ts'
import {type BundleContents, readBundle} from '../support/crd-bundles/read-bundle.ts'
import {connect} from '../support/differential/api-connection.ts'
import {type KctlHome, makeKctlHome, runProcess} from '../support/kctl-process.ts'

/** Checkouts that scripts/fetch-crd-bundles.sh makes. */
const folder = process.env['KCTL_CRD_BUNDLES'] ?? ''
/** A real Kubernetes 1.34, to compare with; the API server's answers only. */
const reference = process.env['KCTL_REFERENCE_KUBECONFIG'] ?? ''
/** Of the samples, so many go through kubectl. */
const throughKubectl = 20

describe('CRD bundles that others wrote', function () {
  this.timeout(900_000)
  let home: KctlHome
  let kubeconfig: string
  before(async function () {
    if (!existsSync(folder)) return this.skip()
    home = makeKctlHome()
    const {code, stderr} = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(code, 0, stderr)
    kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, (await home.kctl('cluster', 'kubeconfig')).stdout)
  })
  after(() => home?.remove())

  const kubectl = kubectlBinary()
  const run = async (stdin: object, ...argv: string[]) => {
    const {code, stderr} = await runProcess(kubectl!, ['--kubeconfig', kubeconfig, ...argv], {
      stdin: JSON.stringify(stdin),
    })
    return code === 0 ? '' : stderr
  }

  for (const bundle of bundles) {
    const contents = (): BundleContents | undefined => readBundle(folder, bundle)

    for (const [how, flags] of [
      ['client', []],
      ['server', ['--server-side']],
    ] as const)
      it(`${bundle.name} is applied by stock kubectl, ${how}-side, with its samples`, async function () {
        const found = contents()
        if (!kubectl || !found) return this.skip()
        const definitions = found.definitions.filter(({object}) => object.kind === 'CustomResourceDefinition')
        const small = definitions.filter(({object}) => how === 'server' || JSON.stringify(object).length < 250_000)
        const list = (items: object[]) => ({apiVersion: 'v1', kind: 'List', items})

        const applied = await run(list(small.map(({object}) => object)), 'apply', ...flags, '-f', '-')
        const names = small.map(({object}) => `crd/${object.metadata.name}`)
        const waited = await run({}, 'wait', '--for=condition=Established', '--timeout=60s', ...names)
        const refused: string[] = []
        const served = new Set(small.map(({object}) => (object as unknown as Named).spec.names.kind))
        for (const {id, object} of found.samples
          .filter(({object: {kind}}) => served.has(kind))
          .slice(0, throughKubectl)) {
          const own = {...object, metadata: {name: 'unnamed', ...object.metadata, namespace: undefined}}
          const problem = await run(own, 'apply', ...flags, '--dry-run=server', '-f', '-')
          if (problem) refused.push(`${id}: ${problem}`)
        }
        await run({}, 'delete', '--wait=false', ...names)

        assert.equal(applied, '')
        assert.equal(waited, '')
        assert.ok(refused.length <= found.samples.length / 2, refused.join('\n'))
      })

    it(`${bundle.name} is answered as a real API server answers`, async function () {
      const found = contents()
      if (!found || !existsSync(reference)) return this.skip()

      const {identical, total, misses} = await compareBundle(
        [connect(reference, 'crd-bundles'), connect(kubeconfig, 'crd-bundles')],
        found,
      )

      assert.deepEqual(misses, [])
      assert.equal(identical, total)
    })
  }
})

interface Named {
  spec: {names: {kind: string}}
}

function kubectlBinary(): string | undefined {
  const folders = [join(homedir(), '.cache/kctl-reference/bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.map(path => join(path, 'kubectl')).find(existsSync)
}
