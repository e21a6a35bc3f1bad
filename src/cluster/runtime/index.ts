/**
 * What every component stands on: time, randomness, informers over the API, work queues, the controller shape, events and logs. Nothing here knows a
 * controller, and nothing here talks to the API server but through the Client.
 */
export {Activity} from './activity.ts'
export {createEventRecorder} from './api-event-recorder.ts'
export {ClusterClock} from './cluster-clock.ts'
export {createController, watch} from './controller.ts'
export {createInformerFactory} from './informer-factory.ts'
export {createLogger} from './klog.ts'
export {createObjectClient} from './object-client.ts'
export {RateLimitingQueue} from './rate-limiting-queue.ts'
