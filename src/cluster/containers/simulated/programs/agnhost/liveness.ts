import {answering, text} from '../answering.ts'
import type {StartProgram} from '../program.ts'

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
