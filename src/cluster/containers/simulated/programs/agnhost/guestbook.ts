import {askPod} from '../../network/ask-pod.ts'
import {answering, flag, text} from '../answering.ts'
import type {HttpResponse, ProgramHost, StartProgram} from '../program.ts'

const retry = 1000

/** `agnhost guestbook`: a store of words with replicas, and a front for both. */
export const guestbook: StartProgram = host => {
  const backend = Number(flag(host, 'backend-port') ?? 6379)
  const replicas: string[] = []
  const store: Record<string, unknown> = {}
  let retrying: {cancel(): void} | undefined

  const set = async (key: string, value: string): Promise<HttpResponse> => {
    if (!key) return text('cannot set with empty key.\n', 400)
    store[key] = value
    for (const replica of replicas) {
      const told = await ask(host, replica, backend, `set?${new URLSearchParams({key, value})}`)
      if (typeof told === 'string')
        return text(`encountered error while propagating to replica '${replica}': ${told}\n`, 417)
    }
    return json({message: 'Updated'})
  }

  const front = async (command: string, key: string, value: string): Promise<HttpResponse> => {
    if (command !== 'get' && command !== 'set') return text(`unsupported cmd: '${command}'\n`, 400)
    if (command === 'set' && !key) return text('cannot set with empty key.\n', 400)
    const name = command === 'get' ? 'agnhost-replica' : 'agnhost-primary'
    const answer = await ask(host, name, backend, `${command}?${new URLSearchParams({key, value})}`)
    return typeof answer === 'string' ? text(`encountered error: ${answer}\n`, 417) : answer
  }

  const server = answering(
    () => Number(flag(host, 'http-port') ?? 80),
    ({path}) => {
      const {pathname, searchParams} = new URL(path, 'http://localhost')
      const of = (name: string) => searchParams.get(name) ?? ''
      if (pathname === '/register') {
        replicas.push(of('host'))
        return json({data: {...store}})
      }
      if (pathname === '/get') return json({data: of('key') ? (store[of('key')] ?? '') : store})
      if (pathname === '/set') return set(of('key'), of('value'))
      if (pathname === '/guestbook') return front(of('cmd').toLowerCase(), of('key'), of('value'))
      return text('404 page not found\n', 404)
    },
  )(host)

  const register = async (primary: string): Promise<void> => {
    const answer = await ask(host, primary, backend, `register?host=${host.peer.ip}`)
    if (typeof answer === 'string') {
      host.stderr(`encountered error while registering to primary: ${answer}. Retrying in 1s.\n`)
      retrying = host.after(retry, () => void register(primary))
      return
    }
    Object.assign(store, (JSON.parse(String(answer.body)) as {data: object}).data)
    host.stderr(`Registered to node: ${primary}\n`)
  }
  const primary = flag(host, 'replicaof')
  if (primary) void register(primary)
  return {
    ...server,
    signal: signal => {
      retrying?.cancel()
      server.signal(signal)
    },
    abandon: () => retrying?.cancel(),
  }
}

const json = (value: unknown): HttpResponse => text(JSON.stringify(value))

/** The answer of another member, or what went wrong. */
async function ask(host: ProgramHost, name: string, port: number, path: string): Promise<HttpResponse | string> {
  const answer = await askPod(host, {name, port, path: `/${path}`})
  if (typeof answer === 'string') return answer
  return answer.status === 200 ? answer : `${answer.status}`
}
