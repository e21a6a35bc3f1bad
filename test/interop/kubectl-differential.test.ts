import assert from 'node:assert/strict'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {runProcess} from '../support/differential/run-program.ts'
import {type KctlHome, makeKctlHome, program} from '../support/kctl-process.ts'

const kubectl = join(homedir(), '.cache/kctl-reference/bin/kubectl')
const lines = readFileSync(join(import.meta.dirname, 'kubectl-differential.lines'), 'utf8')
  .split('\n')
  .filter(Boolean)

/** The real kubectl and kctl on one daemon: what they print and exit with is the same. */
describe('kubectl 1.34.3 and kctl, side by side', function () {
  this.timeout(60_000)
  let home: KctlHome
  let environment: NodeJS.ProcessEnv

  before(async function () {
    if (!existsSync(kubectl)) this.skip()
    home = makeKctlHome()
    await home.kctl('cluster', 'start', '--port', '0')
    const {stdout} = await home.kctl('cluster', 'kubeconfig')
    const kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, stdout)
    environment = {...home.environment, KUBECONFIG: kubeconfig, TERM: 'dumb', NO_COLOR: '1', KUBE_EDITOR: 'true'}
    await runProcess(kubectl, ['create', 'configmap', 'cm', '--from-literal=a=1'], environment)
  })

  after(async () => home?.remove())

  for (const line of lines)
    it(line, async () => {
      const wanted = await runProcess('bash', ['-c', `${kubectl} ${line}`], environment)
      const got = await runProcess('bash', ['-c', `${program} ${line}`], environment)

      assert.deepEqual(got, wanted)
    })
})
