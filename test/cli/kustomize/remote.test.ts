import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {CliContext} from '../../../src/cli/cli-context.ts'
import {buildKustomization} from '../../../src/cli/kustomize/build.ts'

const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

describe('kustomizations of what is elsewhere', () => {
  let folder: string
  const server = createServer(({url}, response) =>
    url === '/map.yaml' ? response.end(map('served')) : response.writeHead(404).end(),
  )
  const build = (resource: string) => {
    writeFileSync(join(folder, 'kustomization.yaml'), `resources: ['${resource}']\n`)
    return buildKustomization('.', {cwd: folder, stderr: {write: () => {}}} as unknown as CliContext)
  }
  const served = (file: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${file}`
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kustomize-remote-'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  after(() => {
    server.close()
    rmSync(folder, {recursive: true})
  })

  it('have files that servers give', async () => {
    assert.equal(await build(served('map.yaml')), map('served'))
  })

  it('do not look for folders where a server has no such file', async () => {
    const url = served('none.yaml')

    const why = `accumulating resources from '${url}': HTTP Error: status code 404 (Not Found)`
    await assert.rejects(build(url), {message: `accumulating resources: ${why}`})
  })

  it('have folders of Git repositories, as they were at a tag', async function () {
    const repository = join(folder, 'repository')
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=n', '-c', 'user.email=e', ...args], {cwd: repository})
    mkdirSync(join(repository, 'maps'), {recursive: true})
    if (git('init').status !== 0) this.skip()
    writeFileSync(join(repository, 'maps/kustomization.yaml'), 'resources: [map.yaml]\n')
    for (const name of ['first', 'second']) {
      writeFileSync(join(repository, 'maps/map.yaml'), map(name))
      git('add', '.')
      git('commit', '-m', name)
      git('tag', name)
    }

    assert.equal(await build(`file://${repository}//maps?ref=first`), map('first'))
    await assert.rejects(
      build(`file://${repository}//maps?ref=third`),
      /fetch --depth=1 file:\S+ third': fatal: .*exit status 128/s,
    )
  })
})
