import type {ExecResult} from 'just-bash'
import {reasonOf} from '../../network/http-text.ts'
import type {Trust} from '../../network/secure-stream.ts'
import {fetcher} from '../fetcher.ts'
import {curlTalk, headerLines} from './curl-talk.ts'
import {headersIn} from './header-flags.ts'
import {joinedFlags} from './joined-flags.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** curl, with the exit codes that scripts ask for. */
export function curlCommand({host}: ShellParts): Run {
  const fetch = fetcher(host)
  return async (args, context) => {
    const {flags, values, rest} = joinedFlags(args, 'oXHdmuAw', [
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
      {
        url,
        method,
        headers,
        tls: trust,
        ...(context.signal && {signal: context.signal}),
        ...(body !== undefined && {body}),
      },
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
}
