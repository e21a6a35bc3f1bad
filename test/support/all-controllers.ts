import {builtin} from '../../src/api/builtin-resources.ts'
import type {Pod} from '../../src/api/kinds.ts'
import {CustomResources} from '../../src/cluster/apiserver/custom-resources/index.ts'
import {Discovery} from '../../src/cluster/apiserver/discovery/index.ts'
import {defaultFeatures} from '../../src/cluster/apiserver/enablement/feature-gates.ts'
import type {ServerRequest} from '../../src/cluster/apiserver/server-request.ts'
import {controllersWith} from '../../src/cluster/controllers/index.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {createEventRecorder} from '../../src/cluster/runtime/api-event-recorder.ts'
import type {ComponentContext} from '../../src/cluster/runtime/component.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../src/cluster/runtime/logger.ts'
import {startTestApiServer, type TestApiServer} from './api-server.ts'
import {podStatus} from './run-pods.ts'

/** An empty API server that also tells what it serves, custom resources too. */
export async function startDiscoverableServer(
  options: Parameters<typeof startTestApiServer>[0] = {},
): Promise<TestApiServer> {
  const discovery = () => new Discovery({registry: server.server.resources, serverAddress: () => '127.0.0.1:6443'})
  const handle = (request: ServerRequest) => discovery().answer(new URL(request.url, 'http://server').pathname, request)
  const custom = new CustomResources({
    server: () => server.server.parts,
    store: {
      range: request => server.store.range(request),
      watch: (request, listener) => server.store.watch(request, listener),
    },
  })
  const server: TestApiServer = await startTestApiServer({namespaces: [], ...options, paths: [custom, {handle}]})
  return server
}

/** All controllers at work on a real API server. */
export async function startControllers({client, clock, activity, random}: TestApiServer) {
  const events = createEventRecorder({client, clock, random, activity, log: silent})
  const informers = createInformerFactory({client, clock, activity, log: silent})
  const log = {
    ...silent,
    error: (message: string, about?: object) => problems.push(`${message} ${JSON.stringify(about)}`),
  }
  const problems: string[] = []
  log.named = () => log
  const context: ComponentContext = {client, informers, clock, random, activity, events, log}
  const pki = new Pki(new PemMemory(), () => clock.now())
  const keys = {
    signCertificate: pki.signed.bind(pki),
    signToken: ({secret}: {secret: string}) => Promise.resolve(`token of ${secret}`),
  }
  const components = controllersWith(defaultFeatures).map(({create}) => create(context, keys))
  await Promise.all(components.map(component => component.start()))
  await activity.settled()
  return {
    problems,
    async stop() {
      for (const component of components) await component.stop()
      await informers.stop()
    },
  }
}

/** Plays the kubelets: reports every pod that has not ended as running and ready. */
export const runAllPods = async ({client, clock, activity}: TestApiServer, namespace: string): Promise<void> => {
  const {items} = await client.list<Pod>({...builtin.pods, namespace})
  for (const pod of items)
    await client.update(
      {...builtin.pods, namespace, name: pod.metadata.name, subresource: 'status'},
      {...pod, status: {...pod.status, ...podStatus('Running', clock.now())}},
    )
  await activity.settled()
}
