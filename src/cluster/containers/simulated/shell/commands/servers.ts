import {agnhostCommands} from './agnhost/index.ts'
import {pythonCommand} from './python.ts'
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
  'stress-ng',
  'agnhost',
  'memcached',
  'mysqld',
  'postgres',
  'mongod',
]

/** Programs that a script may start as its children, and the clients that come with them. */
export function serverCommands(parts: ShellParts): Record<string, Run> {
  const {host} = parts
  const python = pythonCommand(parts)
  const ofAgnhost = agnhostCommands(parts)
  const run =
    (name: string): Run =>
    async (args, context) => {
      if (name === 'agnhost' && Object.hasOwn(ofAgnhost, args[0] ?? ''))
        return ofAgnhost[args[0]!]!(args.slice(1), context)
      if (name === 'nginx' && args.includes('-t')) return testConfiguration(host)
      if (name === 'nginx' && (args.includes('-v') || args.includes('-V')))
        return failed('nginx version: nginx/1.27.5\n', 0)
      if (name === 'nginx' && args.includes('-s')) return ok()
      if (name.startsWith('python') && args[0] !== '-m') return python(args, context)
      const running = host.run([name, ...args], {cwd: context.cwd, env: Object.fromEntries(context.env)}, host.signal)
      if (!running && name.startsWith('python')) return python(args, context)
      if (!running) return failed(`${name}: not supported here\n`, 1)
      const daemon =
        (name === 'nginx' && !args.join(' ').includes('daemon off')) || (name === 'httpd' && !args.includes('-f'))
      if (daemon) return ok()
      return {stdout: '', stderr: '', exitCode: await host.idle(running, context.signal)}
    }
  return {
    ...Object.fromEntries(servers.map(name => [name, run(name)])),
  }
}

/** `nginx -t`: what nginx would say of its configuration as it is now. */
async function testConfiguration(host: ShellParts['host']) {
  const file = '/etc/nginx/nginx.conf'
  const {load} = await import('../../programs/nginx-conf/index.ts')
  try {
    await load({files: async () => host.files, network: host.network, peer: host.peer})
  } catch (error) {
    const time = new Date(host.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')
    const said = (error as Error).message
    return failed(
      `${time} [emerg] ${host.pid}#${host.pid}: ${said}\nnginx: [emerg] ${said}\nnginx: configuration file ${file} test failed\n`,
    )
  }
  return failed(
    `nginx: the configuration file ${file} syntax is ok\nnginx: configuration file ${file} test is successful\n`,
    0,
  )
}
