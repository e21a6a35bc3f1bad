import type {Agent} from 'node:http'
import type {HttpsTarget} from './https-transport.ts'
import {elsewhere} from './machine/elsewhere.ts'

/** Who opens connections to a server that this machine's own network does not lead to at once; undefined: nobody is needed. */
export async function agentFor({server, proxy, tls}: HttpsTarget): Promise<Agent | undefined> {
  const place = elsewhere()
  if (!place && !proxy) return undefined
  const {dialingAgent} = await import('./dialing-agent.ts')
  const options = {secure: server.startsWith('https:'), tls}
  if (!proxy) return dialingAgent(to => place!.dial(to), options)
  const {ProxyError, tunnel} = await import('./proxy/tunnel.ts')
  const none = async () => {
    throw new ProxyError(
      `proxyconnect tcp: dial tcp ${new URL(proxy).host}: connect: connection refused`,
      'ECONNREFUSED',
    )
  }
  return dialingAgent(place ? none : to => tunnel(proxy, to), options)
}
