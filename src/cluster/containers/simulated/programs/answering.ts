import {httpListener} from '../network/http-text.ts'
import {idle} from './idle.ts'
import type {HttpRequest, HttpResponse, ProgramHost, StartProgram} from './program.ts'

export type Answer = (request: HttpRequest, host: ProgramHost, peer: string) => HttpResponse | Promise<HttpResponse>

/** A server whose answers are computed from the request. */
export const answering =
  (port: (host: ProgramHost) => number, answer: Answer, greeting?: (host: ProgramHost) => string): StartProgram =>
  host => {
    const own = port(host)
    if (greeting) host.stdout(greeting(host))
    const listener = httpListener(async (request, peer) => answer(request, host, peer.ip))
    return idle(2, asked => (asked === own ? listener : undefined), [own])(host)
  }

/** A plain text answer. */
export const text = (body: string, status = 200): HttpResponse => ({
  status,
  headers: {'Content-Type': 'text/plain; charset=utf-8'},
  body,
})

/** The value of `--name VALUE` or `--name=VALUE`. */
export const flag = ({argv}: ProgramHost, name: string): string | undefined => {
  const at = argv.findIndex(word => word.replace(/^--?/, '').split('=')[0] === name)
  if (at < 0) return undefined
  return argv[at]!.includes('=') ? argv[at]!.slice(argv[at]!.indexOf('=') + 1) : argv[at + 1]
}
