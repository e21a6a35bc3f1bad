import assert from 'node:assert/strict'
import {createServer} from 'node:net'
import {containerListen} from '../../../src/cluster/kubectl/container-listen.ts'

/** A container's ports, and who has them. */
function container() {
  const taken = new Set<number>()
  const ended = new AbortController()
  const listen = (port: number) => !taken.has(port) && !!taken.add(port) && {close: () => void taken.delete(port)}
  return {taken, end: () => ended.abort(), listen: containerListen({listen}, ended.signal)}
}

describe('where servers of commands in a container wait', () => {
  it('is the port that they want, which nobody else has', async () => {
    const {listen} = container()

    const {port} = await listen(createServer(), {host: '127.0.0.1', port: 8001})

    assert.equal(port, 8001)
    await assert.rejects(
      listen(createServer(), {host: '127.0.0.1', port: 8001}),
      /^Error: listen EADDRINUSE: 127.0.0.1:8001$/,
    )
  })

  it('is the first free port for those that want none', async () => {
    const {listen} = container()

    const first = await listen(createServer(), {host: '127.0.0.1', port: 0})
    const second = await listen(createServer(), {host: '127.0.0.1', port: 0})

    assert.deepEqual([first.port, second.port], [32_768, 32_769])
  })

  it('is free again when they are closed', async () => {
    const {listen, taken} = container()
    const server = createServer()

    await listen(server, {host: '127.0.0.1', port: 8001})
    server.close()

    assert.deepEqual([...taken], [])
  })

  it('is free again when the command has ended', async () => {
    const {listen, taken, end} = container()

    await listen(createServer(), {host: '127.0.0.1', port: 8001})
    end()

    assert.deepEqual([...taken], [])
  })
})
