import type {DiscoveredResource} from '../discovery.ts'

/** Events come and go by themselves, and metrics are no objects. */
const ignoredGroups = new Set(['events.k8s.io', 'metrics.k8s.io'])

/** Whether a collection's objects are looked after by the garbage collector: those that can be deleted, and watched until then. */
export const isCollected = ({group, resource, verbs}: DiscoveredResource): boolean =>
  ['list', 'watch', 'delete'].every(verb => verbs.includes(verb)) &&
  !ignoredGroups.has(group) &&
  !(group === '' && resource === 'events')
