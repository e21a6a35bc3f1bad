import assert from 'node:assert/strict'
import {once} from 'node:events'
import {mkdirSync, writeFileSync} from 'node:fs'
import {request} from 'node:http'
import {join} from 'node:path'
import {ended, type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

/** One proxy in front of a cluster that no daemon runs. */
describe('kctl proxy', function () {
  this.timeout(60_000)
  let home: KctlHome
  let child: ReturnType<KctlHome['spawn']>
  let server: string

  before(async () => {
    home = makeKctlHome()
    const www = join(home.path, 'www')
    mkdirSync(www)
    writeFileSync(join(www, 'page.html'), '<p>hello')
    child = home.spawn(['proxy', '--port', '0', '--www', www])
    const [line] = (await once(child.stdout!, 'data')) as [Buffer]
    server = /^Starting to serve on (127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1] ?? ''
  })
  after(() => home.remove())

  it('writes and reads through the API', async () => {
    const made = await fetch(`http://${server}/api/v1/namespaces`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({metadata: {name: 'made'}}),
    })
    const read = await fetch(`http://${server}/api/v1/namespaces/made`)

    assert.equal(made.status, 201)
    assert.equal(((await read.json()) as {kind: string}).kind, 'Namespace')
  })

  it('carries a watch as it happens', async () => {
    const answer = await fetch(`http://${server}/api/v1/namespaces?watch=true&fieldSelector=metadata.name=default`)

    const {value} = await answer.body!.getReader().read()

    assert.match(Buffer.from(value!).toString(), /^\{"type":"ADDED"/)
    await answer.body!.cancel().catch(() => undefined)
  })

  it('serves files beside it', async () => {
    const answer = await fetch(`http://${server}/static/page.html`)

    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(await answer.text(), '<p>hello')
  })

  it('refuses what comes in another host’s name', async () => {
    const [host, port] = server.split(':')
    const asked = request({host, port, path: '/api', headers: {host: 'evil.example'}}).end()

    const [answer] = (await once(asked, 'response')) as [{statusCode: number; resume(): void}]
    answer.resume()

    assert.equal(answer.statusCode, 403)
  })

  it('is joined by other commands, and ends on Ctrl-C', async () => {
    const run = await home.kctl('get', 'namespace', 'made', '-o', 'name')
    child.kill('SIGINT')

    assert.equal(run.stdout, 'namespace/made\n')
    await ended(child)
    assert.equal(child.exitCode, 130)
  })
})
