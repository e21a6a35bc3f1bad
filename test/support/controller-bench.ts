import type {KubeObject} from '../../src/api/object.ts'
import {Client} from '../../src/client/client.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import type {Component, ComponentContext} from '../../src/cluster/runtime/component.ts'
import type {RecordedEvent} from '../../src/cluster/runtime/event-recorder.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../src/cluster/runtime/logger.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'
import {FakeApi, type Write} from './fake-api.ts'

/** When the benches' clocks start. */
export const start = Date.parse('2026-01-01T00:00:00Z')

export interface Bench {
  api: FakeApi
  clock: ClusterClock
  context: ComponentContext
  events: string[]
  /** Runs a controller until it has nothing to do; returns what was written since the last look. */
  run(create: (context: ComponentContext) => Component): Promise<Write[]>
  settle(): Promise<Write[]>
  advance(milliseconds: number): Promise<Write[]>
  close(): Promise<void>
}

/** A controller's surroundings with a fake API: objects in, list of writes out. */
export function bench(...objects: [resource: string, object: KubeObject][]): Bench {
  const api = new FakeApi().seed(...objects)
  const clock = new ClusterClock(start)
  const activity = new Activity()
  const client = new Client(api)
  const events: string[] = []
  const informers = createInformerFactory({client, clock, activity, log: silent})
  const record = (_: KubeObject, {type, reason, message}: RecordedEvent) => events.push(`${type} ${reason} ${message}`)
  const random = new SeededRandom('test')
  const context: ComponentContext = {client, informers, clock, random, activity, events: {record}, log: silent}
  const running: Component[] = []
  const settle = async (): Promise<Write[]> => {
    await activity.settled()
    return api.writes.splice(0)
  }
  return {
    api,
    clock,
    context,
    events,
    settle,
    async run(create) {
      const component = create(context)
      running.push(component)
      await component.start()
      return settle()
    },
    async advance(milliseconds) {
      await clock.advance(clock.now() + milliseconds, () => activity.settled())
      return settle()
    },
    async close() {
      for (const component of running) await component.stop()
      await informers.stop()
    },
  }
}

/** `verb resource namespace/name`, which is mostly all that a test wants to see of a write. */
export const summary = (writes: Write[]): string[] =>
  writes.map(({verb, resource, key}) => `${verb} ${resource} ${key}`)
