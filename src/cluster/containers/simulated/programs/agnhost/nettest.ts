import {answering, flag, text} from '../answering.ts'
import type {StartProgram} from '../program.ts'

/** `agnhost nettest`: remembers who has written to it. It does not look for peers of its own. */
export const nettest: StartProgram = host => {
  const received: Record<string, number> = {}
  const errors: string[] = []
  const peers = Number(flag(host, 'peers') ?? 8)
  const write = (body: string): void => {
    let source = ''
    try {
      source = String((JSON.parse(body) as {Source?: string}).Source ?? '')
    } catch (error) {
      errors.push((error as Error).message)
    }
    if (source) received[source] = (received[source] ?? 0) + 1
    else errors.push(`${host.hostname}: Got request with no source`)
  }
  return answering(
    () => Number(flag(host, 'port') ?? 8080),
    ({path, body}) => {
      switch (path.split('?')[0]) {
        case '/read': {
          const state = {Hostname: host.hostname, Sent: {}, Received: received, Errors: errors, Log: []}
          return text(JSON.stringify({...state, StillContactingPeers: true}, undefined, '\t'))
        }
        case '/write':
          write(body)
          return text(`${JSON.stringify({Hostname: host.hostname})}\n`)
        case '/status':
          return text(Object.keys(received).length >= peers ? 'pass' : 'running')
        case '/quit':
          host.exit(0)
          return text('')
        default:
          return text('404 page not found\n', 404)
      }
    },
  )(host)
}
