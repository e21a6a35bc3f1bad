import type {Store, TxnRequest} from '../../etcd/store.ts'
import {type DurationSeries, Durations} from '../../runtime/metrics/durations.ts'

/** Upper bounds of kube-apiserver's buckets for etcd; seconds. */
const bounds = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60]

/** What of etcd's answers is measured: how long they take, by operation and kind. */
export class StoreMetrics {
  readonly durations = new Durations(bounds)
  /** By operation, then by kind's prefix of the key. */
  private readonly series = new Map<string, Map<string, DurationSeries>>()
  private readonly milliseconds: () => number

  /** A steady time, in milliseconds. */
  constructor(milliseconds: () => number = () => performance.now()) {
    this.milliseconds = milliseconds
  }

  /** The same store, measured where objects are read and written. */
  measuring(store: Store): Store {
    return {
      range: request => this.measure(request.rangeEnd ? 'list' : 'get', request.key, () => store.range(request)),
      txn: request => this.measure(operationOf(request), keyOf(request), () => store.txn(request)),
      put: request => store.put(request),
      delete: request => store.delete(request),
      watch: (request, listener) => store.watch(request, listener),
      compact: revision => store.compact(revision),
      grant: (ttl, id) => store.grant(ttl, id),
      revoke: id => store.revoke(id),
      keepAlive: id => store.keepAlive(id),
      timeToLive: id => store.timeToLive(id),
      leases: () => store.leases(),
      status: () => store.status(),
      hash: revision => store.hash(revision),
      defragment: () => store.defragment(),
      snapshot: () => store.snapshot(),
      close: () => store.close(),
    }
  }

  private async measure<T>(operation: string, key: string, action: () => Promise<T>): Promise<T> {
    const start = this.milliseconds()
    try {
      return await action()
    } finally {
      this.of(operation, key).record((this.milliseconds() - start) / 1000)
    }
  }

  private of(operation: string, key: string): DurationSeries {
    let byPrefix = this.series.get(operation)
    if (!byPrefix) {
      byPrefix = new Map()
      this.series.set(operation, byPrefix)
    }
    const prefix = prefixOf(key)
    let series = byPrefix.get(prefix)
    if (!series) {
      series = this.durations.at({operation, ...kindOf(prefix)})
      byPrefix.set(prefix, series)
    }
    return series
  }
}

function operationOf({success, compare}: TxnRequest): string {
  if (success[0]?.type === 'delete') return 'delete'
  return compare[0]?.target === 'version' ? 'create' : 'update'
}

const keyOf = ({success}: TxnRequest): string => {
  const [first] = success
  return first && 'key' in first ? first.key : ''
}

/** A key up to its third part, of which there are as many as kinds. Where the second part is no group, the third is none of the kind's: up to the second. */
function prefixOf(key: string): string {
  const end = key.indexOf('/', rootLength)
  if (end < 0) return key
  const dot = key.indexOf('.', rootLength)
  if (dot < 0 || dot > end) return key.slice(0, end)
  const next = key.indexOf('/', end + 1)
  return next < 0 ? key : key.slice(0, next)
}

const rootLength = '/registry/'.length

/** `/registry/pods/…`, `/registry/services/specs/…`, `/registry/<group>/<plural>/…`. */
function kindOf(key: string): {group: string; resource: string} {
  const [, , first = '', second = ''] = key.split('/', 4)
  return first.includes('.') ? {group: first, resource: second} : {group: '', resource: first}
}
