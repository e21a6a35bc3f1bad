import assert from 'node:assert/strict'
import {existsSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {delimiter, join} from 'node:path'
import {type KctlHome, makeKctlHome, runProcess} from '../support/kctl-process.ts'

const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(homedir(), 'go', 'bin')]
const helmBinary = folders.map(folder => join(folder, 'helm')).find(existsSync)

/** A chart on this machine to lead through its life beside the one that helm makes itself: a folder, and flags for what it needs that nodes here cannot do. */
const {KCTL_CHART: chart, KCTL_CHART_FLAGS: chartFlags = ''} = process.env

/** Helm, unmodified, on the daemon. */
describe('helm', function () {
  this.timeout(180_000)
  let home: KctlHome
  let env: NodeJS.ProcessEnv

  before(async function () {
    if (!helmBinary) this.skip()
    home = makeKctlHome()
    const started = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    const kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, (await home.kctl('cluster', 'kubeconfig')).stdout, {mode: 0o600})
    env = {...home.environment, KUBECONFIG: kubeconfig}
  })
  after(() => home?.remove())

  const helm = async (...argv: string[]): Promise<string> => {
    const {code, stdout, stderr} = await runProcess(helmBinary!, argv, {env})
    assert.equal(code, 0, `helm ${argv.join(' ')}: ${stderr}`)
    return stdout
  }
  const names = async (kinds: string): Promise<string[]> =>
    (await home.kctl('get', kinds, '-o', 'name')).stdout.split('\n').filter(Boolean)
  const wait = ['--wait', '--timeout=60s']

  it('installs, upgrades, rolls back, tests and uninstalls its own kind of chart', async () => {
    const web = join(home.path, 'web')
    await helm('create', web)
    const before = await names('all,ingress,hpa,serviceaccount,secret')

    await helm('install', 'web', web, '--set=replicaCount=2', '--set=ingress.enabled=true', ...wait)
    const installed = await names('deployment,ingress,pods,service')
    await helm('upgrade', 'web', web, '--set=replicaCount=3', '--set=autoscaling.enabled=true', ...wait)
    const upgraded = await names('hpa')
    await helm('rollback', 'web', '1', ...wait)
    const rolledBack = await names('hpa')
    const tested = await helm('test', 'web', '--timeout=60s')
    const history = JSON.parse(await helm('history', 'web', '-o', 'json')) as {status: string}[]
    await helm('uninstall', 'web', '--wait')
    await home.kctl('delete', 'pod', 'web-test-connection')

    assert.equal(installed.filter(name => name.startsWith('pod/web-')).length, 2)
    assert.ok(installed.includes('ingress.networking.k8s.io/web'))
    assert.deepEqual(upgraded, ['horizontalpodautoscaler.autoscaling/web'])
    assert.deepEqual(rolledBack, [])
    assert.match(tested, /Phase: +Succeeded/)
    assert.deepEqual(
      history.map(({status}) => status),
      ['superseded', 'superseded', 'deployed'],
    )
    assert.deepEqual(await names('all,ingress,hpa,serviceaccount,secret'), before)
  })

  it('leads a chart from elsewhere through its life', async function () {
    if (!chart) return this.skip()
    const flags = [...chartFlags.split(' ').filter(Boolean), '--timeout=120s']
    await helm('install', 'theirs', chart, ...flags)
    await helm('upgrade', 'theirs', chart, ...flags)
    await helm('rollback', 'theirs', '1', '--timeout=120s')
    const history = JSON.parse(await helm('history', 'theirs', '-o', 'json')) as {status: string}[]
    await helm('uninstall', 'theirs', '--timeout=120s')

    assert.equal(history.at(-1)?.status, 'deployed')
    assert.equal((await helm('list', '-A', '-q')).trim(), '')
  })
})
