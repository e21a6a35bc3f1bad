import {readFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {getHeapStatistics} from 'node:v8'
import {type MetricType, metric} from './exposition.ts'

/**
 * What Go's runtime tells of itself in every program of Kubernetes, as far as Node.js has the same: memory, threads, what is going on. Dashboards ask for it by these
 * names. Beside it, what of the process is not in prom-client.
 */
export function runtimeMetrics(): string {
  const {used_heap_size: used, total_heap_size: total, heap_size_limit: limit} = getHeapStatistics()
  const {rss, external} = process.memoryUsage()
  const network = networkBytes()
  const threads = threadCount()
  const rows: (readonly [string, MetricType, string, number | undefined])[] = [
    [
      'go_gc_heap_goal_bytes',
      'gauge',
      'Heap size target for the end of the GC cycle. Sourced from /gc/heap/goal:bytes.',
      limit,
    ],
    ['go_goroutines', 'gauge', 'Number of goroutines that currently exist.', process.getActiveResourcesInfo().length],
    [
      'go_memstats_alloc_bytes',
      'gauge',
      `Number of bytes allocated in heap and currently in use. ${equal('heap/objects')}`,
      used,
    ],
    [
      'go_memstats_heap_alloc_bytes',
      'gauge',
      `Number of heap bytes allocated and currently in use, same as go_memstats_alloc_bytes. ${equal('heap/objects')}`,
      used,
    ],
    [
      'go_memstats_heap_idle_bytes',
      'gauge',
      `Number of heap bytes waiting to be used. ${equal('heap/released', 'heap/free')}`,
      total - used,
    ],
    [
      'go_memstats_heap_inuse_bytes',
      'gauge',
      'Number of heap bytes that are in use. Equals to /memory/classes/heap/objects:bytes + /memory/classes/heap/unused:bytes',
      used,
    ],
    [
      'go_memstats_heap_sys_bytes',
      'gauge',
      `Number of heap bytes obtained from system. ${equal('heap/objects', 'heap/unused', 'heap/released', 'heap/free')}`,
      total,
    ],
    [
      'go_memstats_next_gc_bytes',
      'gauge',
      'Number of heap bytes when next garbage collection will take place. Equals to /gc/heap/goal:bytes.',
      limit,
    ],
    [
      'go_memstats_other_sys_bytes',
      'gauge',
      `Number of bytes used for other system allocations. ${equal('other')}`,
      external,
    ],
    [
      'go_memstats_sys_bytes',
      'gauge',
      'Number of bytes obtained from system. Equals to /memory/classes/total:byte.',
      rss,
    ],
    [
      'go_sched_gomaxprocs_threads',
      'gauge',
      'The current runtime.GOMAXPROCS setting, or the number of operating system threads that can execute user-level Go code simultaneously. Sourced from /sched/gomaxprocs:threads.',
      availableParallelism(),
    ],
    ['go_threads', 'gauge', 'Number of OS threads created.', threads],
    [
      'process_network_receive_bytes_total',
      'counter',
      'Number of bytes received by the process over the network.',
      network?.received,
    ],
    [
      'process_network_transmit_bytes_total',
      'counter',
      'Number of bytes sent by the process over the network.',
      network?.sent,
    ],
    [
      'process_virtual_memory_max_bytes',
      'gauge',
      'Maximum amount of virtual memory available in bytes.',
      memoryLimit(),
    ],
  ]
  const texts = rows.map(([name, type, help, value]) => metric(name, type, help, value === undefined ? [] : [{value}]))
  return `${metric('go_info', 'gauge', 'Information about the Go environment.', [{labels: {version: `node ${process.version}`}, value: 1}])}${texts.join('')}`
}

const equal = (...classes: string[]): string =>
  `Equals to ${classes.map(name => `/memory/classes/${name}:bytes`).join(' + ')}.`

/** What /proc tells; undefined where there is none. */
function told(file: string): string | undefined {
  try {
    return readFileSync(`/proc/self/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

function threadCount(): number | undefined {
  const count = /^Threads:\s*(\d+)/m.exec(told('status') ?? '')?.[1]
  return count === undefined ? undefined : Number(count)
}

/** Of the network in which the process is. */
function networkBytes(): {received: number; sent: number} | undefined {
  const [names, values] = (told('net/netstat') ?? '').split('\n').filter(line => line.startsWith('IpExt:'))
  if (!names || !values) return undefined
  const [fields, numbers] = [names.split(' '), values.split(' ')]
  const of = (field: string) => Number(numbers[fields.indexOf(field)] ?? 0)
  return {received: of('InOctets'), sent: of('OutOctets')}
}

/** As Prometheus' clients tell that there is no limit. */
const unlimited = 2 ** 64

function memoryLimit(): number | undefined {
  const limit = /^Max address space\s+(\S+)/m.exec(told('limits') ?? '')?.[1]
  if (limit === undefined) return undefined
  return limit === 'unlimited' ? unlimited : Number(limit)
}
