import {chmodSync, mkdirSync, rmSync} from 'node:fs'
import {createServer} from 'node:http'
import {dirname} from 'node:path'
import type {WaitingClients} from '../../runtime/waiting-clients.ts'
import type {UserInfo} from '../server-request.ts'
import type {ApiHandler, ApiListener} from './api-handler.ts'
import {HttpDoor, maxHeaderSize} from './http-door.ts'

/**
 * Serves the API over plain HTTP on a socket file that only its owner can open: who gets in is `user`, unless a token says
 * otherwise. On Windows `path` is a pipe's name.
 */
export async function listenUnixSocket(
  handler: ApiHandler,
  {path, user, waiting}: {path: string; user: UserInfo; waiting?: WaitingClients | undefined},
): Promise<ApiListener> {
  const file = process.platform !== 'win32'
  if (file) {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    rmSync(path, {force: true})
  }
  const asUser: ApiHandler = {
    handle: request => handler.handle(request.headers?.['authorization'] !== undefined ? request : {...request, user}),
  }
  const door = new HttpDoor(asUser, waiting)
  const server = createServer({keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, maxHeaderSize})
  server.maxHeadersCount = 0
  door.serve(server)
  await listen(server, path)
  if (file) chmodSync(path, 0o600)
  const closed = new Promise<void>(resolve => server.once('close', resolve))
  return {
    address: path,
    async stop() {
      server.close()
      await door.drain()
      await closed
    },
  }
}

/** The file must never be there with wider rights, not even for a moment; Node binds before `listen` returns. */
function listen(server: ReturnType<typeof createServer>, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const before = process.umask(0o177)
    try {
      server.listen(path, () => {
        server.off('error', reject)
        resolve()
      })
    } finally {
      process.umask(before)
    }
  })
}
