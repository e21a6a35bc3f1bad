import assert from 'node:assert/strict'
import {once} from 'node:events'
import {ended, type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

describe('kctl port-forward', function () {
  this.timeout(60_000)
  let home: KctlHome
  before(async () => {
    home = makeKctlHome()
    await home.kctl('run', 'web', '--image=nginx', '--port=80', '--expose')
    await home.kctl('wait', 'pod/web', '--for=condition=Ready')
  })
  after(() => home.remove())

  /** The child, and the local port that it says it listens on. */
  async function forward(...argv: string[]) {
    const child = home.spawn(['port-forward', '--address=127.0.0.1', ...argv])
    const [line] = (await once(child.stdout!, 'data')) as [Buffer]
    const [, port] = /^Forwarding from 127\.0\.0\.1:(\d+) -> \d+\n/.exec(line.toString()) ?? []
    return {child, port}
  }

  for (const target of ['pod/web', 'service/web'])
    it(`carries several connections to ${target}`, async () => {
      const {child, port} = await forward(target, ':80')

      const answers = await Promise.all([1, 2, 3].map(() => fetch(`http://127.0.0.1:${port}/`)))
      const pages = await Promise.all(answers.map(answer => answer.text()))
      child.kill('SIGINT')
      await ended(child)

      assert.ok(pages.every(page => page.includes('Welcome to nginx!')))
      assert.equal(child.exitCode, 0)
    })

  it('ends when nobody in the pod listens', async () => {
    const {child, port} = await forward('pod/web', ':81')

    await assert.rejects(fetch(`http://127.0.0.1:${port}/`))
    await ended(child)

    assert.equal(child.exitCode, 1)
  })
})
