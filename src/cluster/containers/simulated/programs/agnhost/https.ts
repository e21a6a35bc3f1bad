import {httpListener} from '../../network/http-text.ts'
import {tlsListener} from '../../network/tls-listener.ts'
import {type Answer, flag, text} from '../answering.ts'
import {idle} from '../idle.ts'
import type {ProgramHost, StartProgram} from '../program.ts'

/** A server on `--port` with the certificate of `--tls-cert-file` and the key of `--tls-private-key-file`, which answers `/readyz` and what `routes` have by path. */
export const httpsServer =
  (routes: Record<string, Answer>): StartProgram =>
  host => {
    const port = Number(flag(host, 'port') ?? 443)
    const answer = httpListener(async (request, peer) => {
      const path = request.path.split('?')[0]!
      if (path === '/readyz') return text('ok')
      const route = Object.hasOwn(routes, path) ? routes[path]! : undefined
      return route ? route(request, host, peer.ip) : text('404 page not found\n', 404)
    })
    const listener = tlsListener(() => keyPair(host), answer)
    return idle(2, asked => (asked === port ? listener : undefined), [port])(host)
  }

async function keyPair(host: ProgramHost): Promise<{cert: Buffer; key: Buffer}> {
  const files = await host.files()
  const read = (name: string) => Buffer.from(files.readBytes(flag(host, name) ?? ''))
  return {cert: read('tls-cert-file'), key: read('tls-private-key-file')}
}
