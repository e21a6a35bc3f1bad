import type {RequestInfo} from '../request-info.ts'

const verbs = new Set(['watch', 'proxy'])
const subresources = new Set(['attach', 'exec', 'proxy', 'log', 'portforward'])

/** Whether a request may last: watches, logs and sessions have no deadline and take no seat in a queue. */
export const isLongRunning = ({resourceRequest, verb, subresource, path}: RequestInfo): boolean =>
  resourceRequest ? verbs.has(verb) || subresources.has(subresource) : path.startsWith('/debug/pprof/')
