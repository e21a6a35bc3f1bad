/**
 * SPDY/3.1, as far as kubectl before 1.31 needs it for exec, attach and port-forward. It carries sessions; what they mean is not its business.
 */
import {isPortForward} from '../../../../client/session-channels.ts'
import type {UpgradedSession} from '../upgrade.ts'
import {execProtocols, serveSpdyExec} from './exec.ts'
import {portForwardProtocol, serveSpdyPortForward} from './port-forward.ts'

/** Carries a session over SPDY; resolves when it is over. */
export async function serveSpdy(upgraded: UpgradedSession): Promise<void> {
  const {socket, request, head} = upgraded
  const offered = [request.headers?.['x-stream-protocol-version'] ?? []].flat().flatMap(value => value.split(/,\s*/))
  const forwards = isPortForward(request.url)
  const supported = forwards ? [portForwardProtocol] : execProtocols
  const protocol = offered.length === 0 ? '' : supported.find(name => offered.includes(name))
  if (protocol === undefined) return refuse(upgraded, offered, supported)
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
      `${protocol && `X-Stream-Protocol-Version: ${protocol}\r\n`}\r\n`,
  )
  if (forwards) return serveSpdyPortForward(upgraded, socket, head)
  return serveSpdyExec(upgraded, protocol)
}

function refuse({socket}: UpgradedSession, offered: readonly string[], supported: readonly string[]): void {
  const list = (names: readonly string[]) => `[${names.join(' ')}]`
  const text = `unable to upgrade: unable to negotiate protocol: client supports ${list(offered)}, server accepts ${list(supported)}\n`
  socket.end(
    'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n' +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}
