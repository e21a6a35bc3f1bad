/**
 * The kubelets of all simulated nodes in one process: they register nodes, run the pods that are bound to them through a container runtime, and
 * report how those are. They are clients of the API like any other and know neither scheduler nor controllers.
 */
export {createKubelets, type Kubelets, type KubeletsOptions, type NodeContent} from './create-kubelets.ts'
export type {NodeSpec} from './node/node-object.ts'
export {createServiceDirectory} from './service-directory/index.ts'
