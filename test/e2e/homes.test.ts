import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {openSqlite} from '../../src/cluster/runtime/open-sqlite.ts'
import {type KctlHome, makeKctlHome, program, runProcess} from '../support/kctl-process.ts'

/** A root's folders can all be written, but for those on a file system that nobody may write. */
const readOnly = (folder: string, command: string): string =>
  `mount --bind '${folder}' '${folder}' && mount -o remount,bind,ro '${folder}' && ${command}`

describe('a home', function () {
  this.timeout(120_000)
  let base: KctlHome
  beforeEach(() => {
    base = makeKctlHome()
  })
  afterEach(() => base.remove())

  const homes = [
    {name: 'with blanks and letters of all kinds', folder: 'ein Zuhause 家 🏠'},
    {name: 'whose path is too long for a socket, though only in bytes', folder: 'ö'.repeat(50)},
  ]
  for (const {name, folder} of homes)
    it(`${name} holds a cluster in both modes`, async () => {
      const path = join(base.path, folder)
      const kctl = (...argv: string[]) => base.kctlWith({env: {KCTL_HOME: path}}, ...argv)

      const alone = await kctl('create', 'configmap', 'alone')
      const started = await kctl('cluster', 'start', '--port', '0')
      const served = await kctl('create', 'configmap', 'served')
      const names = await kctl('get', 'configmaps', '-o', 'name')
      const stopped = await kctl('cluster', 'stop')

      for (const run of [alone, started, served, stopped]) assert.equal(run.code, 0, run.stderr)
      assert.equal(names.stdout, 'configmap/alone\nconfigmap/kube-root-ca.crt\nconfigmap/served\n')
      const {socket, folder: own} = clusterHome({home: path}, {})
      assert.ok(!existsSync(socket) && (dirname(socket) === own || !existsSync(dirname(socket))))
    })

  it('is found by the system where HOME is not set', async () => {
    const {HOME: _, KCTL_HOME: __, ...rest} = base.environment

    const run = await runProcess(process.execPath, [program, 'version', '--client'], {env: rest})

    assert.equal(run.code, 0, run.stderr)
  })

  it('that cannot be written is named with the reason', async function () {
    const mount = (command: string) => runProcess('unshare', ['-m', 'sh', '-c', command], {env: base.environment})
    if ((await mount('true').catch(() => undefined))?.code !== 0) return this.skip()
    const {folder, path} = base
    const kctl = `'${process.execPath}' '${program}'`

    const fresh = await mount(readOnly(path, `${kctl} get pods`))
    await base.kctl('create', 'configmap', 'one')
    const old = await mount(readOnly(path, `${kctl} create configmap two`))
    const daemon = await mount(readOnly(path, `${kctl} cluster start --port 0`))

    const at = `${path}: read-only file system\n`
    assert.equal(fresh.stderr, `error: unable to make the folder ${folder}/pki: ${at}`)
    const database = `error: unable to open the cluster's database ${folder}/etcd.db: read-only file system\n`
    assert.equal(old.stderr, database)
    assert.ok(daemon.stderr.endsWith(database), daemon.stderr)
    assert.equal(daemon.code, 1)
  })

  it('of a newer kctl is left alone', async () => {
    await base.kctl('create', 'configmap', 'one')
    const file = join(base.folder, 'etcd.db')
    const db = openSqlite(file)
    const version = Number(db.pragma('user_version', {simple: true}))
    db.pragma('user_version = 99')

    const read = await base.kctl('get', 'configmaps')
    const written = await base.kctl('create', 'configmap', 'two')
    const started = await base.kctl('cluster', 'start', '--port', '0')
    db.pragma(`user_version = ${version}`)
    db.close()

    const words = `error: the cluster's database ${file} was written by a newer kctl (layout 99)\n`
    for (const run of [read, written, started]) {
      assert.ok(run.stderr.endsWith(words), run.stderr)
      assert.equal(run.code, 1)
    }
    const after = await base.kctl('get', 'configmaps', '-o', 'name')
    assert.equal(after.stdout, 'configmap/kube-root-ca.crt\nconfigmap/one\n')
  })
})
