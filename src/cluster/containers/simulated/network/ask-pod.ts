import type {NetworkPeer, PodNetwork} from '../../pod-network.ts'
import type {HttpResponse} from '../programs/program.ts'
import {readResponse, requestBytes} from './http-text.ts'

/** What another pod answers to a GET, by its name or address; a text says why there is no answer. */
export async function askPod(
  {network, peer}: {network: PodNetwork; peer: NetworkPeer},
  {name, port, path}: {name: string; port: number; path: string},
): Promise<Required<HttpResponse> | string> {
  const ip = network.resolve(name, peer)?.addresses[0]
  if (!ip) return `lookup ${name}: no such host`
  const connection = network.connect(ip, port, peer)
  if (typeof connection === 'string')
    return connection === 'refused'
      ? `dial tcp ${ip}:${port}: connect: connection refused`
      : `dial tcp ${ip}:${port}: i/o timeout`
  connection.send(requestBytes({method: 'GET', path, headers: {host: `${name}:${port}`}, body: ''}))
  connection.end()
  return readResponse(connection)
}
