import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {ContainerConfig, ContainerStatus} from '../container.ts'
import type {PodNetwork} from '../pod-network.ts'
import type {ResolvedImage} from './images/resolve-image.ts'
import type {NodeRuntime} from './node-runtime.ts'
import type {Errand} from './script-errands.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedSandbox} from './simulated-sandboxes.ts'
import type {VolumeStore} from './volumes/volume-store.ts'

/** What a container is as text: all that a later process needs to go on with it. */
export interface ContainerRecord extends Omit<ContainerStatus, 'name' | 'attempt' | 'image' | 'imageRef' | 'user'> {
  config: ContainerConfig
  /** How much its first process has put out: what a re-run must not put out again. */
  written: {stdout: number; stderr: number}
  /** Files that are mounted by themselves as they were at its start, by their path in the container. */
  pinned?: Record<string, string>
  /** When its sleeping script wakes. */
  wakeAt?: number
  /** Its script computes for good and does nothing else: it need not be run again to be where it was. */
  spins?: boolean
  /** What came of its script's errands, in the order in which they were begun. */
  errands?: (Errand | null)[]
  /** Which of its sleeps that is, counted from 1. */
  sleeps?: number
}

/** What a container is made in, and whom it tells. */
export interface ContainerSurroundings {
  clock: Clock
  activity: Activity
  network: PodNetwork
  volumes: VolumeStore
  sandbox: SimulatedSandbox
  image: ResolvedImage
  /** The runtime of its node, whole. */
  node: NodeRuntime
  /** All containers of its sandbox, itself among them. */
  members(): SimulatedContainer[]
  /** Something that must be kept has changed. */
  changed(container: SimulatedContainer, what: 'state' | 'log' | 'files'): void
  started(container: SimulatedContainer): void
  stopped(container: SimulatedContainer): void
  /** It has written to a file. */
  wrote(container: SimulatedContainer): void
  active(container: SimulatedContainer): void
}
