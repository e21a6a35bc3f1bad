import type {ImageStatus} from '../container-runtime.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedSandbox} from './simulated-sandboxes.ts'

/** The runtime as its own tools on a node see it. */
export interface NodeRuntime {
  version: {name: string; version: string}
  sandboxes(): SimulatedSandbox[]
  containers(): SimulatedContainer[]
  images(): ImageStatus[]
  stopContainer(id: string, graceSeconds: number): Promise<void>
  removeContainer(id: string): Promise<void>
  stopSandbox(id: string): Promise<void>
  removeSandbox(id: string): Promise<void>
}
