import type {Connection} from '../../../connection.ts'
import type {ProgramHost, StartProgram} from '../program.ts'

/** Between the end of what is said and the end of the connection; milliseconds. */
const lingering = 500

/** `agnhost port-forward-tester`: serves one connection, hears what it is told to expect, says so many chunks, and ends. */
export const portForwardTester: StartProgram = host => {
  const port = Number(host.env['BIND_PORT'])
  const timers = new Set<{cancel(): void}>()
  let isOver = false
  let taken: Connection | undefined
  const exit = (code: number): void => {
    isOver = true
    taken?.end()
    for (const timer of timers) timer.cancel()
    host.exit(code)
  }
  const later = (milliseconds: number, run: () => void): void => {
    const timer = host.after(milliseconds, () => {
      timers.delete(timer)
      run()
    })
    timers.add(timer)
  }
  const accept = (connection: Connection): void => {
    // It asks for one connection; others wait until it has ended.
    if (taken) return
    taken = connection
    void host.work(async () => {
      host.stdout('Accepted client connection\n')
      const code = await hear(host, connection.received)
      if (isOver) return
      if (code === 0) speak(host, connection, later, () => exit(0))
      else exit(code)
    })
  }
  return {
    ports: [port],
    listener: asked => (asked === port && !isOver ? {accept} : undefined),
    signal: signal => exit(signal === 'SIGKILL' ? 137 : 2),
    abandon() {
      for (const timer of timers) timer.cancel()
    },
  }
}

/** Its exit code, if what comes is not what is expected. */
async function hear({env, stdout}: ProgramHost, received: AsyncIterable<Uint8Array>): Promise<number> {
  const expected = env['EXPECTED_CLIENT_DATA'] ?? ''
  if (!expected) return 0
  const {done, value} = await received[Symbol.asyncIterator]().next()
  const heard = done ? '' : Buffer.from(value).toString()
  if (heard.length < expected.length) {
    const why = done ? 'EOF' : '<nil>'
    stdout(`Expected to read ${expected.length} bytes from client, but got ${heard.length} instead. err=${why}\n`)
    return 2
  }
  const read = heard.slice(0, expected.length)
  if (read !== expected) {
    stdout(`Expect to read ${JSON.stringify(expected)}, but got ${JSON.stringify(read)}. err=<nil>\n`)
    return 3
  }
  stdout('Received expected client data\n')
  return 0
}

function speak(
  {env, stdout}: ProgramHost,
  connection: Connection,
  later: (milliseconds: number, run: () => void) => void,
  done: () => void,
): void {
  const [chunks, size, interval] = ['CHUNKS', 'CHUNK_SIZE', 'CHUNK_INTERVAL'].map(name => Number(env[name]))
  const say = (left: number): void => {
    if (left > 0) connection.send(Buffer.from('x'.repeat(size!)))
    if (left > 1) return later(interval!, () => say(left - 1))
    stdout('Shutting down connection\n')
    connection.end()
    later(lingering, () => {
      stdout('Done\n')
      done()
    })
  }
  say(chunks!)
}
