import type {HttpsTarget} from '../../client/https-transport.ts'
import {nameServer} from '../../client/name-server.ts'

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connect: connection refused',
  ETIMEDOUT: 'i/o timeout',
  EHOSTUNREACH: 'connect: no route to host',
}

/** Why the server was not reached, in Go's words. */
export function connectionFailure(error: NodeJS.ErrnoException, {server}: HttpsTarget): string {
  const {hostname, host} = new URL(server)
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return `dial tcp: lookup ${hostname}${nameServer()}: no such host`
  if (error.code === 'ECONNRESET') return 'EOF'
  const reason = reasons[error.code ?? '']
  return reason ? `dial tcp ${host}: ${reason}` : error.message
}
