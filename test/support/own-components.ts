import {Client} from '../../src/client/client.ts'
import type {Transport} from '../../src/client/transport.ts'
import {defaultFeatures} from '../../src/cluster/apiserver/enablement/feature-gates.ts'
import type {UserInfo} from '../../src/cluster/apiserver/server-request.ts'
import {controllersWith} from '../../src/cluster/controllers/index.ts'
import {identities} from '../../src/cluster/identities.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {createEventRecorders} from '../../src/cluster/runtime/api-event-recorder.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import type {ComponentContext} from '../../src/cluster/runtime/component.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import type {Logger} from '../../src/cluster/runtime/logger.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'
import {createScheduler} from '../../src/cluster/scheduler/index.ts'
import {systemTime} from '../../src/cluster/system-time.ts'

/**
 * kctl's scheduler and all of its controllers on any API server, each acting as the user that it is in a cluster, by an administrator's
 * impersonation: what its role does not let it do fails.
 */
export async function startOwnComponents(transport: Transport) {
  const errors: string[] = []
  const log = errorLog(errors)
  const clock = new ClusterClock(systemTime.now())
  clock.run(systemTime, 0)
  const activity = new Activity()
  const random = new SeededRandom(String(systemTime.now()))
  const clientOf = (user: UserInfo) => new Client(acting(transport, user))
  const shared = clientOf(identities.controllerManager)
  const informers = createInformerFactory({client: shared, clock, activity, log})
  const eventsOf = createEventRecorders({reader: shared, clock, random, activity, log})
  const contextOf = (user: UserInfo, name: string): ComponentContext => {
    const client = clientOf(user)
    return {client, informers, clock, random, activity, events: eventsOf(client), log: log.named(name)}
  }
  const pki = new Pki(new PemMemory(), systemTime.now)
  const keys = {signCertificate: pki.signed.bind(pki), signToken: async () => 'token'}
  const components = [
    createScheduler(contextOf(identities.scheduler, 'kube-scheduler')),
    ...controllersWith(defaultFeatures).map(({name, account = name, create}) =>
      create(contextOf(identities.controller(account), name), keys),
    ),
  ]
  await Promise.all(components.map(component => component.start()))
  return {
    errors,
    async stop() {
      clock.pause()
      for (const component of components.reverse()) await component.stop()
      await informers.stop()
    },
  }
}

const acting = (transport: Transport, {name, groups}: UserInfo): Transport => ({
  request: request =>
    transport.request({
      ...request,
      headers: {...request.headers, 'impersonate-user': name, 'impersonate-group': groups},
    }),
  close: () => transport.close(),
})

const errorLog = (errors: string[], name = ''): Logger => ({
  info() {},
  warn() {},
  error: (message, about) => errors.push(`${name}: ${message} ${JSON.stringify(about)}`),
  named: part => errorLog(errors, part),
})
