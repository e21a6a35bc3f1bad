/**
 * kube-scheduler: a queue, Kubernetes' scheduling framework and a plugin per file. It is an API client like any other: it sees pods and
 * nodes through informers and writes bindings, pod conditions and events; it decides nothing by any other knowledge.
 */
export {explainPlacement, type Placement} from './explain/explain-placement.ts'
export {createScheduler, defaultSchedulerName} from './scheduler.ts'
