import {reasonOf} from '../../network/http-text.ts'
import {fetcher} from '../fetcher.ts'
import {binary} from './binary-output.ts'
import {headersIn} from './header-flags.ts'
import {joinedFlags} from './joined-flags.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** wget, as BusyBox has it: certificates are taken as they come. */
export function wgetCommand({host}: ShellParts): Run {
  const fetch = fetcher(host)
  return async (args, context) => {
    const {flags, values, rest} = joinedFlags(args, 'OTtPUo', [
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
      {
        url,
        headers,
        tls: {insecure: true},
        ...(context.signal && {signal: context.signal}),
        ...(body !== undefined && {method: 'POST', body}),
      },
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
    if (output === '-') return {...binary(got.response.body), stderr: done}
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, output), Buffer.from(got.response.body))
    return failed(done, 0)
  }
}
