import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {reasonOf} from '../../network/http-text.ts'
import type {Trust} from '../../network/secure-stream.ts'
import {fetcher} from '../fetcher.ts'
import {curlTalk, headerLines} from './curl-talk.ts'
import {lookUpHost} from './host-names.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** wget, curl, nslookup, nc, ping, getent over the cluster's network. */
export function networkCommands({host}: ShellParts): Record<string, Run> {
  const fetch = fetcher(host)

  const wget: Run = async (args, context) => {
    const {flags, values, rest} = parseFlags(args, 'OTtPUo', [
      'post-data',
      'header',
      'timeout',
      'tries',
      'output-document',
    ])
    const url = rest[0]
    if (!url) return failed('BusyBox v1.36.1 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] URL...\n')
    const body = values['post-data']
    const headers = {'user-agent': 'Wget', ...headersIn(args)}
    const got = await fetch(
      {url, headers, tls: {insecure: true}, ...ending(context), ...(body !== undefined && {method: 'POST', body})},
      Number(values['T'] ?? values['timeout'] ?? 60),
    )
    const quiet = flags.has('q')
    if (got.type === 'name') return failed(`wget: bad address '${got.host}'\n`)
    const connecting = quiet
      ? ''
      : `Connecting to ${got.host}${got.port === 80 ? '' : `:${got.port}`} (${got.ip}:${got.port})\n`
    if (got.type === 'connect') {
      if (got.why === 'timeout') return failed(`${connecting}wget: download timed out\n`)
      if (got.why.startsWith('tls: '))
        return failed(
          `${connecting}wget: TLS error from peer (alert code 80): 80\nwget: error getting response: Connection reset by peer\n`,
        )
      return failed(
        `${connecting}wget: can't connect to remote host (${got.ip}): ${got.why === 'refused' ? 'Connection refused' : 'No route to host'}\n`,
      )
    }
    const {status} = got.response
    if (status >= 400)
      return failed(`${connecting}wget: server returned error: HTTP/1.1 ${status} ${reasonOf(status)}\n`)
    if (flags.has('spider')) return failed(quiet ? '' : `${connecting}remote file exists\n`, 0)
    const output =
      values['O'] ?? values['output-document'] ?? (got.path.split('?')[0]!.split('/').pop() || 'index.html')
    const done = quiet
      ? ''
      : output === '-'
        ? `${connecting}writing to stdout\n`
        : `${connecting}saving to '${output}'\n'${output}' saved\n`
    if (output === '-') return {...text(got.response.body), stderr: done}
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, output), Buffer.from(got.response.body))
    return failed(done, 0)
  }

  const curl: Run = async (args, context) => {
    const {flags, values, rest} = parseFlags(args, 'oXHdmuAw', [
      'max-time',
      'connect-timeout',
      'request',
      'header',
      'data',
      'output',
      'write-out',
      'retry',
      'cacert',
      'resolve',
      'interface',
      'data-raw',
      'data-binary',
      'user-agent',
    ])
    const url = rest[0]
    if (!url) return failed("curl: try 'curl --help' or 'curl --manual' for more information\n", 2)
    const body = values['d'] ?? values['data'] ?? values['data-raw'] ?? values['data-binary']
    const method =
      values['X'] ??
      values['request'] ??
      (flags.has('I') || flags.has('head') ? 'HEAD' : body === undefined ? 'GET' : 'POST')
    const headers = {'user-agent': 'curl/8.11.0', accept: '*/*', ...headersIn(args)}
    const timeout = Number(values['m'] ?? values['max-time'] ?? values['connect-timeout'] ?? 120)
    const trust: Trust = {insecure: flags.has('k') || flags.has('insecure')}
    if (values['cacert']) {
      try {
        trust.ca = host.files.readBytes(host.files.resolvePath(context.cwd, values['cacert']))
      } catch {
        return failed(
          `curl: (77) error setting certificate verify locations:  CAfile: ${values['cacert']} CApath: none\n`,
          77,
        )
      }
    }
    const got = await fetch(
      {url, method, headers, tls: trust, ...ending(context), ...(body !== undefined && {body})},
      timeout,
    )
    const loud = !(flags.has('s') || flags.has('silent')) || flags.has('S') || flags.has('show-error')
    const fail = (code: number, message: string): ExecResult => failed(loud ? `curl: (${code}) ${message}\n` : '', code)
    if (got.type === 'name') return fail(6, `Could not resolve host: ${got.host}`)
    if (got.type === 'connect' && got.why.startsWith('tls: '))
      return /self.signed|unable to (get|verify)/.test(got.why)
        ? fail(60, 'SSL certificate problem: unable to get local issuer certificate')
        : fail(35, `TLS connect error: ${got.why.slice(5)}`)
    if (got.type === 'connect')
      return got.why === 'timeout'
        ? fail(28, `Connection timed out after ${timeout * 1000} milliseconds`)
        : fail(7, `Failed to connect to ${got.host} port ${got.port} after 0 ms: Could not connect to server`)
    const {status} = got.response
    if (status >= 400 && (flags.has('f') || flags.has('fail')))
      return fail(22, `The requested URL returned error: ${status}`)
    const head = `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${headerLines(got.response.headers)}\r\n`
    const talk = flags.has('v') || flags.has('verbose') ? curlTalk(got, {method, headers, head}) : ''
    const shown =
      (flags.has('i') || method === 'HEAD' ? head : '') +
      (method === 'HEAD' ? '' : Buffer.from(got.response.body).toString('latin1'))
    const format = (values['w'] ?? values['write-out'] ?? '')
      .replaceAll('%{http_code}', String(status))
      .replaceAll('%{response_code}', String(status))
      .replaceAll('\\n', '\n')
    const output = values['o'] ?? values['output']
    if (output === undefined) return {stdout: shown + format, stderr: talk, exitCode: 0, stdoutKind: 'bytes'}
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, output), Buffer.from(shown, 'latin1'))
    return {...ok(format), stderr: talk}
  }

  return {
    wget,
    curl,
    nslookup: args => {
      const name = args.filter(arg => !arg.startsWith('-'))[0] ?? ''
      const server = '10.96.0.10'
      const found = host.network.resolve(name, host.peer)
      const header = `Server:\t\t${server}\nAddress:\t${server}:53\n\n`
      if (!found) return {stdout: `${header}** server can't find ${name}: NXDOMAIN\n\n`, stderr: '', exitCode: 1}
      return ok(`${header}${found.addresses.map(address => `Name:\t${found.name}\nAddress: ${address}\n`).join('')}\n`)
    },
    getent: ([database, name = '']) => {
      const found = /^a?hosts(v4)?$/.test(database ?? '') ? lookUpHost(host, name) : undefined
      return found ? ok(`${found.addresses[0]!.padEnd(15)} ${found.name}\n`) : failed('', 2)
    },
    ping: async args => {
      const {values, rest} = parseFlags(args, 'cWiw', [])
      const name = rest[0] ?? ''
      const ip = lookUpHost(host, name)?.addresses[0]
      if (!ip) return failed(`ping: bad address '${name}'\n`)
      const count = Number(values['c'] ?? 4)
      const alive = host.network.reaches(ip)
      host.stdout(Buffer.from(`PING ${name} (${ip}): 56 data bytes\n`))
      for (let index = 0; index < count; index += 1) {
        if (index > 0) await host.sleep(1000)
        if (alive) host.stdout(Buffer.from(`64 bytes from ${ip}: seq=${index} ttl=64 time=0.080 ms\n`))
      }
      const received = alive ? count : 0
      const lost = `\n--- ${name} ping statistics ---\n${count} packets transmitted, ${received} packets received, ${alive ? 0 : 100}% packet loss\n`
      return {
        stdout: alive ? `${lost}round-trip min/avg/max = 0.080/0.080/0.080 ms\n` : lost,
        stderr: '',
        exitCode: alive ? 0 : 1,
      }
    },
    nc: async (args, context) => {
      const {flags, values, rest} = parseFlags(args, 'wpi', [])
      const [name = '', port = ''] = rest
      const ip = lookUpHost(host, name)?.addresses[0]
      const patience = Number(values['w'] ?? 0) * 1000
      const input = String(context.stdin)
      const protocol = flags.has('u') ? 'udp' : 'tcp'
      const fails = (why: string) => failed(`nc: ${ip} (${ip}:${port}): ${why}\n`)
      const open = flags.has('v') ? `${name} (${ip}:${port}) open\n` : ''
      if (!ip) return failed(`nc: bad address '${name}'\n`)
      if (protocol === 'udp') {
        const got = host.network.ask(ip, Number(port), Buffer.from(input, 'latin1').toString(), host.peer)
        if (got === 'refused') return fails('Connection refused')
        if (patience > 0 && !flags.has('z')) await host.sleep(patience, context.signal)
        return {...text(got ?? ''), stderr: open}
      }
      const connection = host.network.connect(ip, Number(port), host.peer)
      if (connection === 'timeout') await host.sleep(patience || 120_000, context.signal)
      if (typeof connection === 'string')
        return fails(connection === 'refused' ? 'Connection refused' : 'Connection timed out')
      if (flags.has('z')) {
        connection.end()
        return failed(open, 0)
      }
      connection.send(Buffer.from(input, 'latin1'))
      connection.end()
      const chunks: Uint8Array[] = []
      const reading = (async () => {
        for await (const chunk of connection.received) chunks.push(chunk)
      })()
      const late = new AbortController()
      const alarm = patience > 0 ? host.alarm(patience, () => late.abort()) : undefined
      const ends = AbortSignal.any([late.signal, ...(context.signal ? [context.signal] : [])])
      await host.idle(reading, ends).catch(error => {
        if (!late.signal.aborted) throw error
      })
      alarm?.cancel()
      return {...text(Buffer.concat(chunks)), stderr: open}
    },
  }
}

const ending = ({signal}: ResolvedCommandContext): {signal?: AbortSignal} => (signal ? {signal} : {})

const text = (body: Uint8Array | string): ExecResult => ({
  stdout: Buffer.from(body).toString('latin1'),
  stderr: '',
  exitCode: 0,
  stdoutKind: 'bytes',
})

/** What `-H NAME: VALUE` and `--header` say, all of them. */
function headersIn(args: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [index, arg] of args.entries()) {
    const line = /^(-H|--header)$/.test(arg) ? args[index + 1] : /^(?:-H|--header=)(.+)$/s.exec(arg)?.[1]
    const colon = line?.indexOf(':') ?? -1
    if (line && colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}

/** Short flags may be joined, and those in `taking` take a value; long ones are taken apart at `=`. */
function parseFlags(args: string[], taking: string, longTaking: string[]) {
  const flags = new Set<string>()
  const values: Record<string, string> = {}
  const rest: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]!
    if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split(/=(.*)/s)
      if (value !== undefined) values[name] = value
      else if (longTaking.includes(name)) values[name] = args[++index] ?? ''
      else flags.add(name)
      continue
    }
    if (!arg.startsWith('-') || arg === '-') {
      rest.push(arg)
      continue
    }
    for (let at = 1; at < arg.length; at += 1) {
      const letter = arg[at]!
      if (!taking.includes(letter)) {
        flags.add(letter)
        continue
      }
      values[letter] = arg.slice(at + 1) || (args[++index] ?? '')
      break
    }
  }
  return {flags, values, rest}
}
