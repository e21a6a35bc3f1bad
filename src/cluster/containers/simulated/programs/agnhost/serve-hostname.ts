import {answering, flag, text} from '../answering.ts'
import type {Listener, StartProgram} from '../program.ts'

/** `agnhost serve-hostname`: tells everybody its host's name, over HTTP, with `--tcp` to whoever connects, with `--udp` in answer to a datagram. */
export const serveHostname: StartProgram = host => {
  const port = Number(flag(host, 'port') ?? 9376)
  const http = answering(
    () => port,
    () => text(host.hostname),
  )(host)
  const on = (name: string) => host.argv.some(word => word === `--${name}` || word === `--${name}=true`)
  const raw: Listener = {
    accept(connection) {
      connection.send(Buffer.from(host.hostname))
      connection.end()
    },
  }
  return {
    ...http,
    ...(on('tcp') && {listener: asked => (asked === port ? raw : undefined)}),
    ...(on('udp') && {datagrams: asked => (asked === port ? () => host.hostname : undefined)}),
  }
}
