import {AsyncLocalStorage} from 'node:async_hooks'
import type {ListenOptions, Server} from 'node:net'
import type {Elsewhere} from '../../client/machine/elsewhere.ts'
import type {KubectlHost} from '../containers/kubectl-client.ts'
import {socketOf} from '../runtime/socket-of.ts'

/** The first of the ports that are given to who does not say which. */
const firstFree = 32_768

/**
 * Servers of commands in a container wait in its network, until they are closed or the command has ended: `kubectl proxy`, `kubectl port-forward`. Its network
 * knows IPv4 alone, and no sockets in files.
 */
export const containerListen =
  (kubectl: Pick<KubectlHost, 'listen'>, ended: AbortSignal): Elsewhere['listen'] =>
  async (server, where) => {
    const {host = '', path, port: wanted = 0} = where
    if (path !== undefined || host.includes(':')) throw failure('EADDRNOTAVAIL', where)
    // Clients there say that they are done once they have asked.
    Object.assign(server, {httpAllowHalfOpen: true})
    // Whoever calls, it is the command that answers, where it runs.
    const inPlace = AsyncLocalStorage.snapshot()
    for (let port = wanted || firstFree; ; port += 1) {
      const open = kubectl.listen(port, connection => inPlace(() => server.emit('connection', socketOf(connection))))
      if (open) {
        closing(server, open)
        ended.addEventListener('abort', () => server.close(), {once: true})
        return {address: host, port, family: 'IPv4'}
      }
      if (wanted !== 0) throw failure('EADDRINUSE', where)
    }
  }

/** A server that was never bound to this machine closes what it has instead. */
function closing(server: Server, open: {close(): void}): void {
  server.close = () => {
    open.close()
    return server
  }
}

const failure = (code: string, {host, port}: ListenOptions): Error =>
  Object.assign(new Error(`listen ${code}: ${host}:${port}`), {code})
