import {Client} from '../../src/client/client.ts'
import type {ApiRequest, ApiResponse, Transport} from '../../src/client/transport.ts'
import {defaultAdmissionPlugins} from '../../src/cluster/apiserver/admission/index.ts'
import {type ApiServer, type ApiServerOptions, createApiServer} from '../../src/cluster/apiserver/index.ts'
import type {UserInfo} from '../../src/cluster/apiserver/server-request.ts'
import {openSqliteStore, type SqliteStore} from '../../src/cluster/etcd/index.ts'
import {builtInResources} from '../../src/cluster/resources/index.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'

export interface TestApiServer {
  server: ApiServer
  store: SqliteStore
  /** Stands still until it is advanced. */
  clock: ClusterClock
  activity: Activity
  random: SeededRandom
  /** Speaks to the server as an administrator. */
  client: Client
  clientFor(user: UserInfo): Client
  /** One request, with a JSON body if there is one. */
  send(
    method: ApiRequest['method'],
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiResponse>
  close(): Promise<void>
}

/** When the test's clock begins. */
export const testTime = Date.UTC(2026, 0, 1)

/** An API server over a store in memory, with the namespaces that every cluster has and their service accounts. */
export async function startTestApiServer(
  options: Omit<Partial<ApiServerOptions>, 'clock' | 'random' | 'store'> & {
    store?: SqliteStore
    namespaces?: string[]
    clock?: ClusterClock
    random?: SeededRandom
  } = {},
): Promise<TestApiServer> {
  const {namespaces = ['default', 'kube-system'], ...rest} = options
  const clock = options.clock ?? new ClusterClock(testTime)
  const random = options.random ?? new SeededRandom('test')
  const activity = new Activity()
  const store = options.store ?? (await openSqliteStore({file: ':memory:', clock, random}))
  const server = createApiServer({
    store,
    clock,
    random,
    activity,
    definitions: builtInResources,
    admission: defaultAdmissionPlugins,
    frozen: true,
    ...rest,
  })
  const administrator = {name: 'admin', groups: ['system:masters', 'system:authenticated']}
  const clientFor = (user: UserInfo) => new Client(transportFor(server, user))
  const client = clientFor(administrator)
  for (const name of namespaces) {
    await client.create({group: '', version: 'v1', resource: 'namespaces'}, {metadata: {name}})
    const accounts = {group: '', version: 'v1', resource: 'serviceaccounts', namespace: name}
    await client.create(accounts, {metadata: {name: 'default'}})
  }
  return {
    server,
    store,
    clock,
    random,
    activity,
    client,
    clientFor,
    send: (method, url, body, headers) =>
      server.handle({method, url, headers, user: administrator, ...(body !== undefined && {body: body as never})}),
    async close() {
      server.stop()
      await store.close()
    },
  }
}

/** The server as a transport, in this process. */
const transportFor = (server: ApiServer, user: UserInfo): Transport => ({
  request: request => server.handle({...request, user}),
  close: () => Promise.resolve(),
})
