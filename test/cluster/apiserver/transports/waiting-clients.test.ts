import assert from 'node:assert/strict'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {type IncomingMessage, request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ApiResponse} from '../../../../src/client/transport.ts'
import {listenUnixSocket} from '../../../../src/cluster/apiserver/transports/unix-socket.ts'
import {WaitingClients} from '../../../../src/cluster/runtime/waiting-clients.ts'

/** A server that answers when and what it is told, and who waits for it. */
async function serving() {
  const waiting = new WaitingClients()
  let answer: (response: ApiResponse) => void = () => undefined
  const folder = mkdtempSync(join(tmpdir(), 'kctl-waiting-'))
  const path = join(folder, 'socket')
  let asked: () => void = () => undefined
  const whenAsked = new Promise<void>(resolve => {
    asked = resolve
  })
  const handle = () => {
    asked()
    return new Promise<ApiResponse>(resolve => {
      answer = resolve
    })
  }
  const listener = await listenUnixSocket({handle}, {path, user: {name: 'owner', groups: []}, waiting})
  const outgoing = request({socketPath: path, path: '/api'})
  const incoming = once(outgoing, 'response') as Promise<[IncomingMessage]>
  outgoing.end()
  await whenAsked
  return {
    waiting,
    incoming,
    answer: (response: ApiResponse) => answer(response),
    async stop() {
      await listener.stop()
      rmSync(folder, {recursive: true})
    },
  }
}

describe('who waits for an answer', () => {
  it('waits until it has all of it', async () => {
    const server = await serving()
    const before = server.waiting.any

    server.answer({status: 200, headers: {}, body: {type: 'object', object: {}}})
    const [incoming] = await server.incoming
    incoming.resume()
    await once(incoming, 'close')
    await server.stop()

    assert.deepEqual([before, server.waiting.any], [true, false])
  })

  it('does not wait any more when it watches', async () => {
    const server = await serving()
    let end: () => void = () => undefined
    const events = async function* () {
      await new Promise<void>(resolve => {
        end = resolve
      })
    }

    server.answer({status: 200, headers: {}, body: {type: 'events', events: events()}})
    const [incoming] = await server.incoming
    const during = server.waiting.any
    incoming.resume()
    end()
    await once(incoming, 'close')
    await server.stop()

    assert.equal(during, false)
  })
})
