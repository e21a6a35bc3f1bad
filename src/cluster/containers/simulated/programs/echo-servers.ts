import {httpListener} from '../network/http-text.ts'
import {idle} from './idle.ts'
import type {HttpRequest, HttpResponse, ProgramHost, StartProgram} from './program.ts'

type Answer = (request: HttpRequest, host: ProgramHost, peer: string) => HttpResponse | Promise<HttpResponse>

/** A server whose answers are computed from the request. */
const answering =
  (port: (host: ProgramHost) => number, answer: Answer, greeting?: (host: ProgramHost) => string): StartProgram =>
  host => {
    const own = port(host)
    if (greeting) host.stdout(greeting(host))
    const listener = httpListener(async (request, peer) => answer(request, host, peer.ip))
    return idle(2, asked => (asked === own ? listener : undefined), [own])(host)
  }

const text = (body: string, status = 200): HttpResponse => ({
  status,
  headers: {'Content-Type': 'text/plain; charset=utf-8'},
  body,
})

const flag = ({argv}: ProgramHost, name: string): string | undefined => {
  const at = argv.findIndex(word => word.replace(/^--?/, '').split('=')[0] === name)
  if (at < 0) return undefined
  return argv[at]!.includes('=') ? argv[at]!.slice(argv[at]!.indexOf('=') + 1) : argv[at + 1]
}

const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())}: ${value}\n`)
    .join('')

/** hashicorp/http-echo. */
export const httpEcho = answering(
  host => Number((flag(host, 'listen') ?? ':5678').split(':').pop()),
  (_request, host) => text(`${flag(host, 'text') ?? host.env['ECHO_TEXT'] ?? 'hello-world'}\n`),
)

/** traefik/whoami. */
export const whoami = answering(
  host => Number(flag(host, 'port') ?? host.env['WHOAMI_PORT_NUMBER'] ?? 80),
  (request, host, peer) =>
    text(
      `Hostname: ${host.hostname}\nIP: 127.0.0.1\nIP: ${host.peer.ip}\nRemoteAddr: ${peer}:41000\n${request.method} ${request.path} HTTP/1.1\n${headerLines(request.headers)}\n`,
    ),
)

/** Google's hello-app. */
export const helloApp = answering(
  host => Number(host.env['PORT'] ?? 8080),
  (_request, host) =>
    text(`Hello, world!\nVersion: ${host.argv[0]?.includes('2') ? '2' : '1'}.0.0\nHostname: ${host.hostname}\n`),
)

/** registry.k8s.io/echoserver. */
export const echoserver = answering(
  () => 8080,
  (request, host, peer) =>
    text(
      `\n\nHostname: ${host.hostname}\n\nPod Information:\n\t-no pod information available-\n\nServer values:\n\tserver_version=nginx: 1.13.3 - lua: 10008\n\nRequest Information:\n\tclient_address=${peer}\n\tmethod=${request.method}\n\treal path=${request.path}\n\tquery=${request.path.split('?')[1] ?? ''}\n\trequest_version=1.1\n\trequest_scheme=http\n\trequest_uri=http://${request.headers['host'] ?? host.hostname}:8080${request.path}\n\nRequest Headers:\n${Object.entries(
        request.headers,
      )
        .map(([name, value]) => `\t${name}=${value}\n`)
        .join('')}\nRequest Body:\n${request.body || '\t-no body in request-'}\n\n`,
    ),
)

/** `agnhost netexec`. */
export const netexec = answering(
  host => Number(flag(host, 'http-port') ?? 8080),
  (request, host, peer) => {
    const url = new URL(request.path, 'http://localhost')
    if (url.pathname === '/hostname' || url.pathname === '/hostName') return text(host.hostname)
    if (url.pathname === '/clientip') return text(`${peer}:41000`)
    if (url.pathname === '/echo')
      return text(url.searchParams.get('msg') ?? '', Number(url.searchParams.get('code') ?? 200))
    if (url.pathname === '/header')
      return text(request.headers[(url.searchParams.get('key') ?? '').toLowerCase()] ?? '')
    if (url.pathname === '/healthz') return text('', 200)
    if (url.pathname === '/exit') {
      host.exit(Number(url.searchParams.get('code') ?? 0))
      return text('')
    }
    if (url.pathname === '/') return text(`NOW: ${new Date(host.now()).toISOString()}`)
    return text('404 page not found\n', 404)
  },
  host =>
    `I${new Date(host.now()).toISOString().slice(5, 10).replace('-', '')} ${new Date(host.now()).toISOString().slice(11, 19)}.000000       1 log.go:245] Started HTTP server on port ${flag(host, 'http-port') ?? 8080}\n`,
)

/** `agnhost liveness`: well for ten seconds, then not. */
export const liveness: StartProgram = host => {
  let well = true
  const server = answering(
    () => 8080,
    ({path}) => {
      if (path.split('?')[0] !== '/healthz') return text(new Date(host.now()).toISOString())
      return well ? text('ok') : text('error: 10.001', 500)
    },
  )(host)
  const turn = host.after(10_001, () => {
    well = false
    host.active()
  })
  return {
    ...server,
    signal: signal => {
      turn.cancel()
      server.signal(signal)
    },
    abandon: () => turn.cancel(),
  }
}

/** `agnhost serve-hostname` and `agnhost porter`-like servers of the host's name. */
export const serveHostname = answering(
  host => Number(flag(host, 'port') ?? 9376),
  (_request, host) => text(host.hostname),
)

/** Says OK to everybody on all of its ports. */
export const healthy =
  (ports: number[]): StartProgram =>
  host => {
    const listener = httpListener(async () => text('OK'))
    return idle(0, asked => (ports.includes(asked) ? listener : undefined), ports)(host)
  }
