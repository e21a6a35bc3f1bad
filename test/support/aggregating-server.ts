import {type AggregatedServer, Aggregator} from '../../src/cluster/apiserver/aggregation/aggregator.ts'
import {RemoteServers} from '../../src/cluster/apiserver/aggregation/remote-servers.ts'
import type {PathHandler} from '../../src/cluster/apiserver/create-api-server.ts'
import {ServerPaths} from '../../src/cluster/apiserver/paths.ts'
import type {Pki} from '../../src/cluster/pki/index.ts'
import {startTestApiServer, type TestApiServer} from './api-server.ts'

/** A test server with an aggregation layer in front, and these servers in its own process. */
export async function startAggregatingServer(
  pki: Pki,
  local: readonly AggregatedServer[] = [],
): Promise<{api: TestApiServer; stop: () => void}> {
  const remote = new RemoteServers({
    server: () => api.server.parts,
    store: {
      range: request => api.store.range(request),
      watch: (request, listener) => api.store.watch(request, listener),
    },
    credentials: () => pki.frontProxyClient(),
    local: new Set(local.map(({service}) => service)),
  })
  const aggregator = new Aggregator(local, remote)
  const paths = new ServerPaths({
    server: () => api.server.parts,
    store: {range: (...request: Parameters<TestApiServer['store']['range']>) => api.store.range(...request)} as never,
    auth: {} as never,
    serverAddress: () => 'localhost:6443',
    groups: () => aggregator.groups(),
    otherDocuments: aggregator,
  })
  let started = false
  const once = (handler: PathHandler): PathHandler => ({
    handle: (...request) => (started ? handler.handle(...request) : undefined),
  })
  const api = await startTestApiServer({paths: [once(aggregator), once(paths)]})
  started = true
  return {api, stop: () => remote.stop()}
}
