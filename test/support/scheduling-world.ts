import type {Pod} from '../../src/api/kinds.ts'
import {createEventRecorder} from '../../src/cluster/runtime/api-event-recorder.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../src/cluster/runtime/logger.ts'
import {createScheduler} from '../../src/cluster/scheduler/index.ts'
import {startTestApiServer, type TestApiServer} from './api-server.ts'

export const core = (resource: string, name?: string, namespace?: string) => ({
  group: '',
  version: 'v1',
  resource,
  ...(name && {name}),
  ...(namespace && {namespace}),
})

export interface NodeShape {
  labels?: Record<string, string>
  taints?: {key: string; value?: string; effect: string}[]
  cpu?: string
  pods?: string
  unschedulable?: boolean
}

/** A scheduler at work on an API server, without anybody else. */
export interface SchedulingWorld extends TestApiServer {
  addNode(name: string, shape?: NodeShape): Promise<void>
  addPod(name: string, spec?: object, labels?: Record<string, string>): Promise<void>
  pod(name: string): Promise<Pod>
  settle(): Promise<void>
  stop(): Promise<void>
}

export async function openSchedulingWorld(): Promise<SchedulingWorld> {
  const api = await startTestApiServer()
  const {client, clock, random, activity} = api
  const informers = createInformerFactory({client, clock, activity, log: silent})
  const events = createEventRecorder({client, clock, random, activity, log: silent})
  const scheduler = createScheduler({client, informers, clock, random, activity, events, log: silent})
  await scheduler.start()
  const container = {name: 'c', image: 'busybox'}
  return {
    ...api,
    async addNode(name, {labels = {}, taints, cpu = '4', pods = '110', unschedulable} = {}) {
      const amounts = {cpu, memory: '8Gi', pods}
      await client.create(core('nodes'), {
        metadata: {name, labels: {'kubernetes.io/hostname': name, ...labels}},
        spec: {...(unschedulable && {unschedulable})},
        status: {capacity: amounts, allocatable: amounts},
      })
      const node = await client.get<{spec: object}>(core('nodes', name))
      // A registering node is tainted until it is ready; these are.
      await client.update(core('nodes', name), {...node, spec: {...node.spec, taints: taints ?? []}})
    },
    async addPod(name, spec = {}, labels = {}) {
      await client.create(core('pods', undefined, 'default'), {
        metadata: {name, labels},
        spec: {containers: [container], ...spec},
      })
    },
    pod: name => client.get<Pod>(core('pods', name, 'default')),
    settle: () => activity.settled(),
    async stop() {
      await scheduler.stop()
      await informers.stop()
      await api.close()
    },
  }
}
