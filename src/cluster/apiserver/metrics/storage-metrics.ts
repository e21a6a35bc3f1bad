import {type MetricType, metric, type Sample} from '../../runtime/metrics/exposition.ts'
import type {ResourceStore} from '../registry/resource-store.ts'

type Reading = [name: string, type: MetricType, help: string, read: (store: ResourceStore) => number | undefined]

/** What each kind's objects have had to do with the watch cache and the store. */
const readings: Reading[] = [
  [
    'apiserver_cache_list_total',
    'counter',
    'Number of LIST requests served from watch cache',
    ({cached}) => cached.lists,
  ],
  [
    'apiserver_cache_list_fetched_objects_total',
    'counter',
    'Number of objects read from watch cache in the course of serving a LIST request',
    ({cached}) => cached.fetched,
  ],
  [
    'apiserver_cache_list_returned_objects_total',
    'counter',
    'Number of objects returned for a LIST request from watch cache',
    ({cached}) => cached.returned,
  ],
  [
    'apiserver_storage_list_total',
    'counter',
    'Number of LIST requests served from storage',
    ({listed}) => listed.lists,
  ],
  [
    'apiserver_storage_list_fetched_objects_total',
    'counter',
    'Number of objects read from storage in the course of serving a LIST request',
    ({listed}) => listed.fetched,
  ],
  [
    'apiserver_storage_list_evaluated_objects_total',
    'counter',
    'Number of objects tested in the course of serving a LIST request from storage',
    ({listed}) => listed.fetched,
  ],
  [
    'apiserver_storage_list_returned_objects_total',
    'counter',
    'Number of objects returned for a LIST request from storage',
    ({listed}) => listed.returned,
  ],
  [
    'apiserver_watch_cache_events_received_total',
    'counter',
    'Counter of events received in watch cache broken by resource type.',
    ({cache}) => cache?.received,
  ],
  [
    'apiserver_watch_cache_events_dispatched_total',
    'counter',
    'Counter of events dispatched in watch cache broken by resource type.',
    ({cache}) => cache?.received,
  ],
  [
    'apiserver_storage_events_received_total',
    'counter',
    'Number of etcd events received split by kind.',
    ({cache}) => cache?.received,
  ],
  [
    'apiserver_init_events_total',
    'counter',
    'Counter of init events processed in watch cache broken by resource type.',
    ({cache}) => cache?.initial,
  ],
  [
    'apiserver_watch_cache_initializations_total',
    'counter',
    'Counter of watch cache initializations broken by resource type.',
    ({cache}) => cache && 1,
  ],
  [
    'apiserver_watch_cache_resource_version',
    'gauge',
    'Current resource version of watch cache broken by resource type.',
    ({cache}) => cache?.revision,
  ],
  [
    'watch_cache_capacity',
    'gauge',
    'Total capacity of watch cache broken by resource type.',
    ({cache}) => cache?.capacity,
  ],
]

const indexed = /^apiserver_cache_list_(fetched_objects_)?total$/

/** Those of a kind that nobody has listed or watched say nothing. */
export function storageMetrics(stores: Iterable<ResourceStore>): string {
  const used = new Map<string, ResourceStore>()
  for (const store of stores) {
    const {group, plural} = store.definition
    if (store.cache || store.cached.lists > 0 || store.listed.lists > 0) used.set(`${group}/${plural}`, store)
  }
  const all = [...used.values()]
  return readings
    .map(([name, type, help, read]) => metric(name, type, `[ALPHA] ${help}`, samples(all, read, indexed.test(name))))
    .join('')
}

const samples = (stores: readonly ResourceStore[], read: Reading[3], withIndex: boolean): Sample[] =>
  stores.flatMap(store => {
    const value = read(store)
    const {group, plural} = store.definition
    return value === undefined ? [] : [{labels: {group, ...(withIndex && {index: ''}), resource: plural}, value}]
  })
