import {answering, text} from '../answering.ts'
import type {StartProgram} from '../program.ts'
import {redirect} from './redirect.ts'

/** `agnhost liveness`: well for ten seconds, then not. */
export const liveness: StartProgram = host => {
  let well = true
  const started = host.now()
  const server = answering(
    () => 8080,
    ({path}) => {
      const {pathname, searchParams} = new URL(path, 'http://localhost')
      if (pathname === '/started') return text(`${(host.now() - started) / 1000}s`)
      if (pathname === '/redirect') return redirect(searchParams.get('loc') ?? '')
      if (pathname !== '/healthz') return text('404 page not found\n', 404)
      return well ? text('ok') : text(`error: ${(host.now() - started) / 1000}`, 500)
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
