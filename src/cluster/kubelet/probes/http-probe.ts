import type {Probe} from '../../../api/kinds.ts'
import type {Connection} from '../../containers/connection.ts'
import {lastChance} from '../../runtime/last-chance.ts'
import {type PodResponse, podHttp, secured} from '../pod-http.ts'
import type {ProbeTarget} from './run-probe.ts'

type HttpGet = NonNullable<Probe['httpGet']>

export interface HttpProbeStart {
  host: string
  port: number
  /** To that host and port. */
  connection: Connection
  /** Opens another one to the same host. */
  open(port: number): Promise<Connection>
  /** How long it waits for each answer. */
  seconds: number
}

const mostRedirects = 10
/** How much of an answer is told; bytes. */
const mostBody = 10 * 1024

/** Asks once over HTTP, and on where it is sent on the same host; what leads to another one passes, with a warning. Undefined is a pass, a text the failure. */
export async function httpProbe(get: HttpGet, target: ProbeTarget, start: HttpProbeStart): Promise<string | undefined> {
  const {host, port, open, seconds} = start
  const headers = Object.fromEntries((get.httpHeaders ?? []).map(({name, value}) => [name.toLowerCase(), value]))
  const first = new URL(`${(get.scheme ?? 'HTTP').toLowerCase()}://${host.includes(':') ? `[${host}]` : host}:${port}`)
  let {connection} = start
  let asked = {url: first, path: get.path ?? '/'}
  for (let redirects = 0; ; redirects += 1) {
    const {url, path} = asked
    const problem = (why: string) => `Get "${url.protocol}//${host}:${portOf(url)}${path}": ${why}`
    const isSecure = url.protocol === 'https:'
    let answer: PodResponse | undefined
    try {
      const request = podHttp(isSecure ? secured(connection) : connection, {
        method: 'GET',
        path,
        headers: {host: `${host}:${portOf(url)}`, 'user-agent': 'kube-probe/1.34', accept: '*/*', ...headers},
      })
      answer = await inTime(request, seconds, target)
    } catch {
      return problem('http: server gave HTTP response to HTTPS client')
    }
    if (!answer) {
      connection.end()
      return problem('context deadline exceeded (Client.Timeout exceeded while awaiting headers)')
    }
    const {status, body} = answer
    if (status < 200 || status >= 400) return `HTTP probe failed with statuscode: ${status}`
    if (status < 300) return undefined
    const next = nextOf(answer, url, path)
    if (!next || next.url.hostname !== first.hostname) {
      const text = Buffer.from(body.subarray(0, mostBody)).toString()
      target.warn?.(`Probe terminated redirects, Response body: ${text}`)
      return undefined
    }
    if (redirects + 1 >= mostRedirects) return problem(`stopped after ${mostRedirects} redirects`)
    asked = next
    try {
      connection = await open(portOf(next.url))
    } catch {
      const at = `${host}:${portOf(next.url)}`
      return `Get "${next.url.protocol}//${at}${next.path}": dial tcp ${at}: connect: connection refused`
    }
  }
}

/** Where an answer leads; only those that Go's client follows lead anywhere. */
function nextOf({status, headers}: PodResponse, url: URL, path: string): {url: URL; path: string} | undefined {
  const location = headers['location']
  if (!location || ![301, 302, 303, 307, 308].includes(status)) return undefined
  try {
    const next = new URL(location, new URL(path, url))
    return {url: next, path: `${next.pathname}${next.search}`}
  } catch {
    return undefined
  }
}

const portOf = ({port, protocol}: URL): number => (port ? Number(port) : protocol === 'https:' ? 443 : 80)

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
