import type {PodSandboxConfig} from '../container-runtime.ts'

export interface SandboxRecord {
  id: string
  config: PodSandboxConfig
  state: 'Ready' | 'NotReady'
  createdAt: number
}

/** A pod's shared surroundings and the containers in it. */
export interface SimulatedSandbox {
  record: SandboxRecord
  containers: string[]
}
