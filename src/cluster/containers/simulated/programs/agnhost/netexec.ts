import {askPod} from '../../network/ask-pod.ts'
import {tlsListener} from '../../network/tls-listener.ts'
import {answering, flag, text} from '../answering.ts'
import {durationOf} from '../duration.ts'
import type {HttpRequest, HttpResponse, Listener, ProgramHost, StartProgram} from '../program.ts'
import {keyPairIn} from './key-pair.ts'
import {klogLine} from './klog-line.ts'
import {redirect} from './redirect.ts'

/** `agnhost netexec`: a server that is told by its path what to answer, to do, and whom to ask. */
export const netexec: StartProgram = host => {
  const port = Number(flag(host, 'http-port') ?? 8080)
  const udpPort = Number(flag(host, 'udp-port') ?? 8081)
  const delay = durationOf(`${flag(host, 'delay-shutdown') ?? 0}s`)
  let ending: {cancel(): void} | undefined
  const say = (line: string) => host.stderr(klogLine(host.now(), 'log.go:245', line))
  const server = answering(
    () => port,
    (request, _host, peer) => {
      const url = new URL(request.path, 'http://localhost')
      say(`GET ${url.pathname}${logged(url)}`)
      if (url.pathname === '/readyz' && ending) return text('shutting down', 503)
      return answer(host, url, {request, peer, port})
    },
  )(host)
  say(`Started HTTP server on port ${port}`)
  if (udpPort >= 0) say(`Started UDP server on port  ${udpPort}`)
  const files = {certificate: flag(host, 'tls-cert-file'), key: flag(host, 'tls-private-key-file')}
  const secured = (listener: Listener): Listener =>
    files.certificate && files.key ? tlsListener(() => keyPairIn(host, files), listener) : listener
  return {
    ...server,
    listener: asked => {
      const listener = server.listener?.(asked)
      return listener && secured(listener)
    },
    datagrams: asked =>
      asked === udpPort ? (message, peer) => datagram(host, message, {peer: peer.ip, port: udpPort}) : undefined,
    signal(signal) {
      if (delay === 0 || signal === 'SIGKILL') return server.signal(signal)
      ending ??= host.after(delay, () => server.signal(signal))
    },
    abandon: () => ending?.cancel(),
  }
}

/** The query as its log line has it, in the order in which the server reads it. */
function logged({pathname, searchParams}: URL): string {
  const names: Record<string, string[]> = {
    '/echo': ['msg', 'code'],
    '/exit': ['code', 'timeout', 'wait'],
    '/dial': ['host', 'protocol', 'port', 'request', 'tries'],
    '/shell': ['cmd'],
  }
  const shown = names[pathname]
  if (pathname === '/header' && searchParams.get('key')) return `?key=${searchParams.get('key')}`
  return shown ? `?${shown.map(name => `${name}=${searchParams.get(name) ?? ''}`).join('&')}` : ''
}

function answer(
  host: ProgramHost,
  {pathname, searchParams}: URL,
  {request, peer, port}: {request: HttpRequest; peer: string; port: number},
): HttpResponse | Promise<HttpResponse> {
  const of = (name: string) => searchParams.get(name) ?? ''
  const titled = (name: string) => name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())
  switch (pathname) {
    case '/':
      return text(`NOW: ${new Date(host.now()).toISOString()}`)
    case '/hostname':
    case '/hostName':
      return text(host.hostname)
    case '/clientip':
      return text(`${peer}:41000`)
    case '/serverport':
      return text(String(port))
    case '/healthz':
      return text('')
    case '/readyz':
      return text('ok')
    case '/echo':
      return of('code') && !/^\d+$/.test(of('code'))
        ? text(`argument 'code' must be an integer or empty, got "${of('code')}"\n`)
        : text(of('msg'), Number(of('code') || 200))
    case '/header': {
      if (of('key')) return text(request.headers[of('key').toLowerCase()] ?? '')
      const all = Object.entries(request.headers).map(([name, value]) => [titled(name), [value]])
      return text(JSON.stringify(Object.fromEntries(all)))
    }
    case '/redirect':
      return redirect(of('location'), Number(of('code') || 302))
    case '/shutdown':
      host.exit(0)
      return text('')
    case '/exit':
      return exit(host, Number(of('code') || 0), durationOf(of('wait') || '0s'))
    case '/dial':
      return dial(host, of)
    case '/shell':
      return run(host, of('shellCommand') || of('cmd'))
    default:
      return text('404 page not found\n', 404)
  }
}

async function exit(host: ProgramHost, code: number, wait: number): Promise<HttpResponse> {
  if (wait > 0) await new Promise<void>(resolve => host.after(wait, resolve))
  host.exit(code)
  return text('')
}

async function run(host: ProgramHost, command: string): Promise<HttpResponse> {
  const {output, exitCode} = await host.exec(['/bin/sh', '-c', command])
  return text(JSON.stringify({...(exitCode !== 0 && {error: `exit status ${exitCode}`}), ...(output && {output})}))
}

/** Asks another server, some times; tells what it answered and what went wrong. */
async function dial(host: ProgramHost, of: (name: string) => string): Promise<HttpResponse> {
  const tries = of('tries') === '' ? 1 : Number(of('tries'))
  if (!Number.isInteger(tries)) return text('tries parameter is invalid.\n', 400)
  if (!of('request')) return text('request parameter not specified. <nil>\n', 400)
  const protocol = of('protocol').toLowerCase() || 'http'
  if (protocol !== 'http' && protocol !== 'udp') return text(`unsupported protocol. ${of('protocol')}\n`, 400)
  const [name, port] = [of('host'), Number(of('port'))]
  const responses: string[] = []
  const errors: string[] = []
  for (let count = 0; count < tries; count += 1) {
    if (protocol === 'http') {
      const answered = await askPod(host, {name, port, path: `/${of('request')}`})
      if (typeof answered === 'string') errors.push(answered)
      else responses.push(Buffer.from(answered.body).toString())
      continue
    }
    const ip = host.network.resolve(name, host.peer)?.addresses[0]
    const got = ip === undefined ? undefined : host.network.ask(ip, port, of('request'), host.peer)
    if (got === undefined || got === 'refused')
      errors.push(`reading from udp connection failed. err:'${got ?? 'i/o timeout'}'`)
    else responses.push(got)
  }
  return text(JSON.stringify({...(errors.length > 0 && {errors}), ...(responses.length > 0 && {responses})}))
}

/** What its UDP server sends back. */
function datagram(host: ProgramHost, message: string, {peer, port}: {peer: string; port: number}): string | undefined {
  const received = message.trim().toLowerCase()
  if (received === 'hostname') return host.hostname
  if (received.startsWith('echo ')) return received.slice('echo '.length)
  if (received === 'serverport') return String(port)
  return received === 'clientip' ? `${peer}:41000` : undefined
}
