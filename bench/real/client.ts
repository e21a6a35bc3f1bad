import {Client} from '../../src/client/client.ts'
import {HttpsTransport} from '../../src/client/https-transport.ts'
import type {RealServer} from './start-server.ts'

/** An administrator's client of Kubernetes' own API server. */
export function clientOf({url, certificate, key}: RealServer): Client {
  return new Client(
    new HttpsTransport({server: url, headers: {}, tls: {cert: certificate, key, rejectUnauthorized: false}}),
  )
}
