import type {Container, Pod, Probe} from '../../../api/kinds.ts'
import type {Connection} from '../../containers/connection.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import {httpProbe} from './http-probe.ts'

export interface ProbeTarget {
  pod: Pod
  container: Container
  containerId: string
  sandboxId: string
  podIP: string
  runtime: ContainerRuntime
  /** To a host that the probe itself names. */
  dial(ip: string, port: number): Promise<Connection | 'refused' | undefined>
  clock: Clock
  activity: Activity
  /** Told of what is no failure and yet not as it should be. */
  warn?(text: string): void
}

type Action = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'timeoutSeconds'>

/** Asks once; undefined is a pass, a text the failure. */
export async function runProbe(probe: Action, target: ProbeTarget): Promise<string | undefined> {
  const {runtime, container, containerId, sandboxId} = target
  const named = probe.httpGet?.host ?? probe.tcpSocket?.host
  const host = named || target.podIP
  if (probe.exec) {
    try {
      const {stdout, stderr, exitCode} = await runtime.execSync(
        containerId,
        probe.exec.command ?? [],
        probe.timeoutSeconds ?? 1,
      )
      return exitCode === 0 ? undefined : stdout + stderr
    } catch (error) {
      if (error instanceof RuntimeError && error.code === 'DeadlineExceeded')
        return `command timed out: "${(probe.exec.command ?? []).join(' ')}" timed out after ${probe.timeoutSeconds ?? 1}s`
      return error instanceof Error ? error.message : String(error)
    }
  }
  const port = portOf(probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? 0, container)
  const refused = (at: string) => `dial tcp ${at}: connect: connection refused`
  let connection: Connection
  try {
    connection = await open(port)
  } catch {
    const at = `${host}:${port}`
    if (!probe.httpGet)
      return probe.grpc
        ? `timeout: failed to connect service "${at}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`
        : refused(at)
    const scheme = (probe.httpGet.scheme ?? 'HTTP').toLowerCase()
    return `Get "${scheme}://${at}${probe.httpGet.path ?? '/'}": ${refused(at)}`
  }
  if (!probe.httpGet) {
    connection.end()
    return undefined
  }
  return httpProbe(probe.httpGet, target, {host, port, connection, open, seconds: probe.timeoutSeconds ?? 1})

  async function open(at: number): Promise<Connection> {
    const own = host === target.podIP || (isLoopback(host) && target.pod.spec?.hostNetwork === true)
    const found = own ? await runtime.connect(sandboxId, at) : await target.dial(host, at)
    if (!found || found === 'refused') throw new RuntimeError('Unavailable', 'connection refused')
    return found
  }
}

/** The node's own loopback, on which pods of its network listen, too. */
const isLoopback = (host: string): boolean => /^(127\.|::1$|localhost$)/.test(host)

/** The number of a probe's port; NaN for a name that the container does not give to any. */
export function portOf(port: number | string, container: Container): number {
  if (typeof port === 'number') return port
  const named = container.ports?.find(({name}) => name === port)
  return named?.containerPort ?? Number(port)
}
