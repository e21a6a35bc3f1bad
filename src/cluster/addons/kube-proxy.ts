import {builtin} from '../../api/builtin-resources.ts'
import type {Pod} from '../../api/kinds.ts'
import {microTimestamp} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'

const events = {group: 'events.k8s.io', version: 'v1', resource: 'events', namespace: 'default'}
const name = 'kube-proxy'

/** The one thing that the kube-proxies do by which the API knows them: each says that it starts. The network of pods needs none of them. */
export function createKubeProxies(context: ComponentContext): Component {
  const pods = context.informers.informer<Pod>(builtin.pods)
  let detach: (() => void) | undefined
  return {
    name,
    async start() {
      await context.activity.during(pods.synced())
      detach = pods.onChange({
        updated(pod, old) {
          if (isProxy(pod) && isRunning(pod) && !isRunning(old)) void context.activity.during(cry(context, pod))
        },
      })
    },
    async stop() {
      detach?.()
    },
  }
}

const isProxy = ({metadata}: Pod): boolean =>
  metadata.namespace === 'kube-system' && metadata.labels?.['k8s-app'] === name

const isRunning = ({status}: Pod): boolean => status?.containerStatuses?.[0]?.state?.running !== undefined

async function cry({client, clock, random, log}: ComponentContext, {spec}: Pod): Promise<void> {
  const node = spec!.nodeName!
  const now = clock.now()
  const suffix = (BigInt(Math.floor(now)) * 1_000_000n + BigInt(Math.floor(random.number() * 1_000_000))).toString(16)
  const event = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: {name: `${node}.${suffix}`, namespace: 'default'},
    eventTime: microTimestamp(now),
    type: 'Normal',
    reason: 'Starting',
    action: 'StartKubeProxy',
    regarding: {kind: 'Node', name: node, uid: node},
    reportingController: name,
    reportingInstance: `${name}-${node}`,
  }
  try {
    await client.create(events, event)
  } catch (error) {
    log.warn('could not record an event', {event: event.reason, error: String(error)})
  }
}
