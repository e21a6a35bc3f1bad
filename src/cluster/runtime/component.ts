import type {Client} from '../../client/client.ts'
import type {Activity} from './activity.ts'
import type {Clock} from './clock.ts'
import type {EventRecorder} from './event-recorder.ts'
import type {InformerFactory} from './informer.ts'
import type {Logger} from './logger.ts'
import type {Metrics} from './metrics/metrics.ts'
import type {Random} from './random.ts'

/** What the composition root gives to every part of the cluster. */
export interface ComponentContext {
  /** Speaks to the API server as this component's own user. */
  client: Client
  /** Shared by all components of this process. Its objects are read-only. */
  informers: InformerFactory
  clock: Clock
  random: Random
  activity: Activity
  events: EventRecorder
  log: Logger
  /** What the program that the component is part of tells Prometheus; absent: nothing. */
  metrics?: Metrics
}

/** A part of the cluster that runs: a controller, the scheduler, the kubelets. */
export interface Component {
  name: string
  /** Resolves once it is watching; its work goes on under the activity's tokens. */
  start(): Promise<void>
  stop(): Promise<void>
}
