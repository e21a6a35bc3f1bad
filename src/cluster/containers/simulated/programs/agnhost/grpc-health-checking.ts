import {answering, flag, text} from '../answering.ts'
import type {Listener, StartProgram} from '../program.ts'

/** `agnhost grpc-health-checking`: listens for gRPC for as long as it serves, which is all that probes look at here; over HTTP it is told to serve or not to. */
export const grpcHealthChecking: StartProgram = host => {
  const port = Number(flag(host, 'port') ?? 5000)
  let serving = true
  const health: Listener = {accept: connection => connection.end()}
  const http = answering(
    () => Number(flag(host, 'http-port') ?? 8080),
    ({path}) => {
      if (path !== '/make-not-serving' && path !== '/make-serving') return text('404 page not found\n', 404)
      serving = path === '/make-serving'
      host.active()
      return text(`Setting status ${serving ? 'SERVING' : 'NOT_SERVING'}\n`)
    },
  )(host)
  return {...http, listener: asked => (asked === port ? (serving ? health : undefined) : http.listener?.(asked))}
}
