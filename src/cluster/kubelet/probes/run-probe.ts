import type {Container, Pod, Probe} from '../../../api/kinds.ts'
import type {Connection} from '../../containers/connection.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import {lastChance} from '../../runtime/last-chance.ts'
import {type PodResponse, podHttp, secured} from '../pod-http.ts'

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
    const own = host === target.podIP || (isLoopback(host) && target.pod.spec?.hostNetwork === true)
    const found = own ? await runtime.connect(sandboxId, port) : await target.dial(host, port)
    if (!found || found === 'refused') throw new RuntimeError('Unavailable', 'connection refused')
    connection = found
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
  const headers = Object.fromEntries(
    (probe.httpGet.httpHeaders ?? []).map(({name, value}) => [name.toLowerCase(), value]),
  )
  const request = {
    method: 'GET',
    path: probe.httpGet.path ?? '/',
    headers: {host: `${host}:${port}`, 'user-agent': 'kube-probe/1.34', accept: '*/*', ...headers},
  }
  const scheme = (probe.httpGet.scheme ?? 'HTTP').toLowerCase()
  const problem = (why: string) => `Get "${scheme}://${host}:${port}${probe.httpGet!.path ?? '/'}": ${why}`
  let answer: PodResponse | undefined
  try {
    const asked = podHttp(scheme === 'https' ? secured(connection) : connection, request)
    answer = await inTime(asked, probe.timeoutSeconds ?? 1, target)
  } catch {
    return problem('http: server gave HTTP response to HTTPS client')
  }
  if (!answer) {
    connection.end()
    return problem('context deadline exceeded (Client.Timeout exceeded while awaiting headers)')
  }
  const {status} = answer
  return status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`
}

/** The node's own loopback, on which pods of its network listen, too. */
const isLoopback = (host: string): boolean => /^(127\.|::1$|localhost$)/.test(host)

/** The answer, or undefined if it does not come in time; without a limit for 0 seconds. */
async function inTime<T>(answer: Promise<T>, seconds: number, {clock, activity}: ProbeTarget): Promise<T | undefined> {
  if (seconds <= 0) return answer
  const aborter = new AbortController()
  const late = clock.sleep(seconds * 1000, {signal: aborter.signal}).then(
    () => lastChance(activity).then(() => undefined),
    () => undefined,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    aborter.abort()
  }
}

export function portOf(port: number | string, container: Container): number {
  if (typeof port === 'number') return port
  const named = container.ports?.find(({name}) => name === port)
  return named?.containerPort ?? Number(port)
}
