import assert from 'node:assert/strict'
import {existsSync, readdirSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {basename, join} from 'node:path'
import {runParity} from '../parity/run-parity.ts'
import {writeCases} from '../support/command-lines/write-cases.ts'
import {type KctlHome, makeKctlHome, program} from '../support/kctl-process.ts'
import {hasRecordings} from '../support/shared.ts'

const kubectl = join(homedir(), '.cache/kctl-reference/bin/kubectl')
const cases = join(import.meta.dirname, 'cases')

/** `all`, or names of cases; they take minutes, so that they run only when asked for. */
const wanted = process.env['KCTL_CASES'] ?? ''
const names = readdirSync(cases).map(file => basename(file, '.case'))

/** Lines of some 5,000 that kubectl happened to answer alike twice, though chance is in them: as many as that were seen at most. */
const tolerated = 25

/** `generated` or `generated:SEED` asks for lines made of kubectl's own table of flags, a case for each command. */
const [, seed] = /^generated:?(.*)$/.exec(wanted) ?? []

/** Whole command lines, good and bad ones, by kctl and by the real kubectl on one server. */
describe('cases that kctl and kubectl 1.34.3 answer alike', function () {
  this.timeout(15 * 60_000)
  let home: KctlHome
  let kubeconfig: string
  let generated = ''

  before(async function () {
    if (!wanted || !hasRecordings || !existsSync(kubectl)) this.skip()
    if (seed !== undefined) generated = await writeCases(seed)
    home = makeKctlHome()
    await home.kctl('cluster', 'start', '--port', '0')
    const {stdout} = await home.kctl('cluster', 'kubeconfig')
    kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, stdout)
  })

  after(async () => home?.remove())

  it('generated ones, but where kubectl is not alike twice', async function () {
    if (seed === undefined) this.skip()
    this.timeout(4 * 60 * 60_000)
    // A line that waits for ever tells nothing more after this.
    const options = ['--against', kubectl, '--kubeconfig', kubeconfig, '--cases', generated, '--timeout', '12']

    const {misses, closing} = await runParity('run.mjs', ['--program', program, ...options])

    // Random order, times, ports and what other lines have left make kubectl differ from itself.
    const differing = [...new Set(misses.map(miss => miss.split(':')[0]!))]
    const cases = differing.map(name => `${name}.case`)
    const again =
      cases.length > 0 ? await runParity('run.mjs', ['--program', kubectl, ...options, ...cases]) : undefined
    const chance = new Set(again?.misses)
    const ours = misses.filter(miss => !chance.has(miss))
    console.log(`      ${closing}; ${misses.length - ours.length} of the others are chance`)
    assert.ok(ours.length <= tolerated, ours.join('\n'))
  })

  for (const name of names.filter(name => wanted === '' || wanted === 'all' || name.includes(wanted)))
    it(name, async () => {
      const options = ['--program', program, '--against', kubectl, '--kubeconfig', kubeconfig, '--cases', cases]

      const {misses, identical} = await runParity('run.mjs', [...options, name])

      assert.ok(identical > 0)
      assert.deepEqual(misses, [])
    })
})
