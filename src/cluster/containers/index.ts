/**
 * Container runtimes: what a kubelet runs containers with, in CRI's shape. The simulated runtime is a sandbox in TypeScript: nothing of the host is
 * within its reach, and nothing here knows the Kubernetes API.
 */
export type {ContainerRuntime} from './container-runtime.ts'
export type {ServiceDirectory} from './pod-network.ts'
export {SimulatedRuntime} from './simulated/simulated-runtime.ts'
export type {ContainerStateStore} from './state/container-state-store.ts'
export {MemoryStateStore} from './state/memory-state-store.ts'

/** Loads the interpreter of scripts now, where it must not matter how long that takes when the first one runs. */
export const loadInterpreter = () => import('./simulated/shell/run-shell.ts')
