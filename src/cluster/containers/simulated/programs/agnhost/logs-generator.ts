import {flag} from '../answering.ts'
import {durationOf} from '../duration.ts'
import type {StartProgram} from '../program.ts'
import {klogLine} from './klog-line.ts'

const methods = ['GET', 'POST', 'PUT']
const namespaces = ['kube-system', 'default', 'ns']

/** `agnhost logs-generator`: so many lines of an API server's log, spread evenly over a time. */
export const logsGenerator: StartProgram = host => {
  const total = Number(flag(host, 'log-lines-total') ?? flag(host, 't') ?? 0)
  const duration = durationOf(flag(host, 'run-duration') ?? flag(host, 'd') ?? '0s')
  let timer: {cancel(): void} | undefined
  const write = (id: number): void => {
    if (id === total) return host.exit(0)
    host.stdout(klogLine(host.now(), 'logs_generator.go:76', line(id)))
    timer = host.after(duration / total, () => write(id + 1))
  }
  write(0)
  return {
    signal: () => {
      timer?.cancel()
      host.exit(2)
    },
    abandon: () => timer?.cancel(),
  }
}

/** Of the usual length; what stands in it follows from its number. */
const line = (id: number): string =>
  `${id} ${methods[id % methods.length]} /api/v1/namespaces/${namespaces[(id * 7) % namespaces.length]}/pods/${(id * 2_654_435_761).toString(36).slice(-4)} ${200 + ((id * 97) % 400)}`
