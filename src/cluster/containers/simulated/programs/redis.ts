import type {Connection} from '../../connection.ts'
import {idle} from './idle.ts'
import type {ProgramHost, StartProgram} from './program.ts'
import {RedisValues} from './redis-values.ts'

/** A redis server that keeps strings, counters and lists in memory and speaks RESP. */
export const redis: StartProgram = host => {
  const port = Number(host.argv[host.argv.indexOf('--port') + 1] ?? 6379) || 6379
  host.stdout(banner(host, port))
  const values = new RedisValues(host)
  const of = host.argv.findIndex(word => word === '--replicaof' || word === '--slaveof')
  const leader =
    of < 0
      ? undefined
      : host.argv
          .slice(of + 1, of + 3)
          .join(' ')
          .split(' ')
  const listener = {
    accept: (connection: Connection) => void (leader ? follow(connection, host, leader) : serve(connection, values)),
  }
  return idle(0, asked => (asked === port ? listener : undefined), [port])(host)
}

function banner(host: ProgramHost, port: number): string {
  const time = new Date(host.now())
  const stamp = `1:M ${time.toUTCString().slice(5, 25)}.${time.toISOString().slice(20, 23)}`
  return `1:C ${stamp.slice(4)} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n${stamp} * Running mode=standalone, port=${port}.\n${stamp} * Server initialized\n${stamp} * Ready to accept connections tcp\n`
}

/** A replica has what its leader has: it passes on what it is asked. */
async function follow(connection: Connection, host: ProgramHost, [name = '', port = '6379']: string[]): Promise<void> {
  const ip = host.network.resolve(name, host.peer)?.addresses[0]
  const leader = ip === undefined ? undefined : host.network.connect(ip, Number(port), host.peer)
  if (!leader || typeof leader === 'string') {
    for await (const chunk of connection.received)
      if (chunk.length > 0) connection.send(Buffer.from('-MASTERDOWN Link with MASTER is down\r\n'))
    return connection.end()
  }
  const questions = (async () => {
    for await (const chunk of connection.received) leader.send(chunk)
    leader.end()
  })()
  for await (const chunk of leader.received) connection.send(chunk)
  connection.end()
  await questions
}

async function serve(connection: Connection, kept: RedisValues): Promise<void> {
  const values = await kept.load()
  let buffer = ''
  for await (const chunk of connection.received) {
    buffer += Buffer.from(chunk).toString()
    for (let parsed = parseCommand(buffer); parsed; parsed = parseCommand(buffer)) {
      buffer = parsed.rest
      if (parsed.words.length > 0) {
        const [name = ''] = parsed.words
        const reply =
          name.toUpperCase() === 'CONFIG' ? await kept.config(parsed.words) : redisReply(parsed.words, values)
        await kept.save(parsed.words)
        connection.send(Buffer.from(reply))
      }
      if (parsed.words[0]?.toUpperCase() === 'QUIT') {
        connection.end()
        return
      }
    }
  }
  connection.end()
}

/** An array of bulk strings, or an inline command. */
function parseCommand(buffer: string): {words: string[]; rest: string} | undefined {
  const end = buffer.indexOf('\n')
  if (end < 0) return undefined
  if (!buffer.startsWith('*'))
    return {words: buffer.slice(0, end).trim().split(/\s+/).filter(Boolean), rest: buffer.slice(end + 1)}
  const count = Number(buffer.slice(1, end))
  const words: string[] = []
  let at = end + 1
  for (let index = 0; index < count; index += 1) {
    const lineEnd = buffer.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const length = Number(buffer.slice(at + 1, lineEnd))
    if (buffer.length < lineEnd + 4 + length) return undefined
    words.push(buffer.slice(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 4 + length
  }
  return {words, rest: buffer.slice(at)}
}

const bulk = (value: string | undefined): string =>
  value === undefined ? '$-1\r\n' : `$${Buffer.byteLength(value)}\r\n${value}\r\n`

function redisReply([name = '', ...args]: string[], values: Map<string, string>): string {
  const [key = '', value = ''] = args
  switch (name.toUpperCase()) {
    case 'PING':
      return args.length > 0 ? bulk(key) : '+PONG\r\n'
    case 'ECHO':
      return bulk(key)
    case 'SET':
      values.set(key, value)
      return '+OK\r\n'
    case 'GET':
      return bulk(values.get(key))
    case 'DEL':
      return `:${args.filter(each => values.delete(each)).length}\r\n`
    case 'EXISTS':
      return `:${args.filter(each => values.has(each)).length}\r\n`
    case 'INCR':
    case 'DECR':
    case 'INCRBY': {
      const step = name.toUpperCase() === 'INCRBY' ? Number(value) : name.toUpperCase() === 'INCR' ? 1 : -1
      const next = Number(values.get(key) ?? 0) + step
      if (!Number.isInteger(next)) return '-ERR value is not an integer or out of range\r\n'
      values.set(key, String(next))
      return `:${next}\r\n`
    }
    case 'APPEND':
      values.set(key, (values.get(key) ?? '') + value)
      return `:${values.get(key)!.length}\r\n`
    case 'KEYS': {
      const pattern = new RegExp(
        `^${key
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.')}$`,
      )
      const found = [...values.keys()].filter(each => pattern.test(each))
      return `*${found.length}\r\n${found.map(bulk).join('')}`
    }
    case 'DBSIZE':
      return `:${values.size}\r\n`
    case 'FLUSHALL':
    case 'FLUSHDB':
      values.clear()
      return '+OK\r\n'
    case 'INFO':
      return bulk(
        '# Server\r\nredis_version:7.4.2\r\nredis_mode:standalone\r\n# Replication\r\nrole:master\r\nconnected_slaves:0\r\n',
      )
    case 'COMMAND':
      return '*0\r\n'
    case 'SELECT':
    case 'AUTH':
    case 'QUIT':
      return '+OK\r\n'
    default:
      return `-ERR unknown command '${name}', with args beginning with: ${args.map(each => `'${each}' `).join('')}\r\n`
  }
}
