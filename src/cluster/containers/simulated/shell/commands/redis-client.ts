import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

const taking = new Set(['-h', '-p', '-a', '-n', '-u', '-r', '-i', '--user', '--pass'])

/** redis-cli, and valkey-cli, with a command, as probes and scripts call them. */
export function redisClient({host}: ShellParts): Record<string, Run> {
  const client: Run = async args => {
    const {options, words} = parse(args)
    const target = options['-h'] ?? '127.0.0.1'
    const port = Number(options['-p'] ?? 6379)
    const found = host.network.resolve(target, host.peer)
    const connection = found && host.network.connect(found.addresses[0]!, port, host.peer)
    if (!connection || typeof connection === 'string')
      return failed(`Could not connect to Redis at ${target}:${port}: Connection refused\n`)
    const bulks = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
    connection.send(Buffer.from(`*${words.length}\r\n${bulks.join('')}`))
    connection.end()
    let text = ''
    for await (const chunk of connection.received) text += Buffer.from(chunk).toString()
    return ok(plain(text))
  }
  return {'redis-cli': client, 'valkey-cli': client}
}

function parse(args: string[]): {options: Record<string, string>; words: string[]} {
  const options: Record<string, string> = {}
  let at = 0
  for (; at < args.length && args[at]!.startsWith('-'); at += 1)
    if (taking.has(args[at]!)) options[args[at]!] = args[++at] ?? ''
  return {options, words: args.slice(at)}
}

/** A RESP answer as redis-cli prints it when its output is no terminal. */
function plain(text: string): string {
  const lines = text.split('\r\n').filter(line => line !== '')
  if (lines[0] === '$-1') return '\n'
  const values = lines.filter(line => !/^[$*]\d+$/.test(line)).map(line => line.replace(/^[+:]/, '').replace(/^-/, ''))
  return `${values.join('\n')}\n`
}
