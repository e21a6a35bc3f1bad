import {once} from 'node:events'
import {connect} from 'node:tls'
import {trusting} from '../../../../client/trusting.ts'
import {byteStreamOf, duplexOf} from '../../../runtime/byte-stream.ts'
import type {Connection} from '../../connection.ts'

export interface Trust {
  /** PEM; absent: the machine's own authorities. */
  ca?: Uint8Array
  /** Whoever answers will do. */
  insecure?: boolean
}

/** A connection on which TLS has been agreed; rejects where the other side does not speak it or is not to be trusted. */
export async function secureStream(
  connection: Connection,
  {serverName, ca, insecure = false}: Trust & {serverName: string},
): Promise<Connection> {
  const socket = connect({
    socket: duplexOf(connection),
    host: serverName,
    ...(/^[\d.]+$/.test(serverName) ? {} : {servername: serverName}),
    ...(ca && trusting(Buffer.from(ca))),
    rejectUnauthorized: !insecure,
  })
  await once(socket, 'secureConnect')
  return byteStreamOf(socket)
}
