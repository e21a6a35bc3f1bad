import {agnhostCommands} from './agnhost/index.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

const servers = [
  'nginx',
  'httpd',
  'httpd-foreground',
  'apache2-foreground',
  'redis-server',
  'python3',
  'python',
  'stress',
  'agnhost',
  'memcached',
  'mysqld',
  'postgres',
  'mongod',
]

/** Programs that a script may start as its children, and the clients that come with them. */
export function serverCommands(parts: ShellParts): Record<string, Run> {
  const {host} = parts
  const ofAgnhost = agnhostCommands(parts)
  const run =
    (name: string): Run =>
    async (args, context) => {
      if (name === 'agnhost' && Object.hasOwn(ofAgnhost, args[0] ?? ''))
        return ofAgnhost[args[0]!]!(args.slice(1), context)
      if (name === 'nginx' && args.includes('-t'))
        return failed(
          'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
          0,
        )
      if (name === 'nginx' && (args.includes('-v') || args.includes('-V')))
        return failed('nginx version: nginx/1.27.5\n', 0)
      if (name === 'nginx' && args.includes('-s')) return ok()
      if (name.startsWith('python') && args.includes('--version')) return ok('Python 3.13.0\n')
      const running = host.run([name, ...args], {cwd: context.cwd, env: Object.fromEntries(context.env)})
      if (!running) return failed(`${name}: not supported here\n`, 1)
      const daemon =
        (name === 'nginx' && !args.join(' ').includes('daemon off')) || (name === 'httpd' && !args.includes('-f'))
      if (daemon) return ok()
      return {stdout: '', stderr: '', exitCode: await host.idle(running, context.signal)}
    }
  return {
    ...Object.fromEntries(servers.map(name => [name, run(name)])),
    'redis-cli': async args => {
      const at = args.indexOf('-h')
      const target = at < 0 ? '127.0.0.1' : args[at + 1]!
      const words = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
      const found = host.network.resolve(target, host.peer)
      const connection = found && host.network.connect(found.addresses[0]!, 6379, host.peer)
      if (!connection || typeof connection === 'string')
        return failed(`Could not connect to Redis at ${target}:6379: Connection refused\n`)
      connection.send(
        Buffer.from(`*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`),
      )
      connection.end()
      let text = ''
      for await (const chunk of connection.received) text += Buffer.from(chunk).toString()
      return ok(plain(text))
    },
  }
}

/** A RESP answer as redis-cli prints it when its output is no terminal. */
function plain(text: string): string {
  const lines = text.split('\r\n').filter(line => line !== '')
  if (lines[0] === '$-1') return '\n'
  const values = lines.filter(line => !/^[$*]\d+$/.test(line)).map(line => line.replace(/^[+:]/, '').replace(/^-/, ''))
  return `${values.join('\n')}\n`
}
