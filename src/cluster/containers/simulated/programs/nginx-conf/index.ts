import {timestamp} from '../../../../runtime/clock.ts'
import {httpListener} from '../../network/http-text.ts'
import {tlsListener} from '../../network/tls-listener.ts'
import {idle} from '../idle.ts'
import type {HttpRequest, Listener, ProgramHost, StartProgram} from '../program.ts'
import {commonLogLine, plainErrorPage} from '../web-server.ts'
import type {Configuration, Server} from './servers.ts'

const version = 'nginx/1.27.5'
const errorPage = plainErrorPage(version)

/** What nginx says and does beside what its configuration is about. */
export interface NginxWords {
  greeting(host: ProgramHost): string
  /** What it must be able to do first: the words and the exit code with which it ends otherwise. */
  prepare(host: ProgramHost): Promise<{said: string; exitCode: number} | undefined> | undefined
  started(host: ProgramHost): string
}

/** nginx where somebody has given it a configuration: its servers wait on their ports, with their certificates, and answer as it says. */
export const configuredNginx =
  ({greeting, prepare, started}: NginxWords): StartProgram =>
  host => {
    host.stdout(greeting(host))
    const ports: number[] = []
    const listeners = new Map<number, Listener>()
    void host.work(async () => {
      const failed = await prepare(host)
      if (failed) {
        host.stderr(failed.said)
        return host.exit(failed.exitCode)
      }
      try {
        const configuration = await load(host)
        host.stdout(started(host))
        for (const port of new Set(configuration.servers.flatMap(({listens}) => listens.map(each => each.port)))) {
          ports.push(port)
          listeners.set(port, listenerOn(port, configuration, host))
        }
        host.active()
      } catch (error) {
        const said = `[emerg] 1#1: ${(error as Error).message}`
        host.stderr(
          `${timestamp(host.now()).replace(/-/g, '/').replace('T', ' ').slice(0, 19)} ${said}\nnginx: ${said.replace(' 1#1:', '')}\n`,
        )
        host.exit(1)
      }
    })
    return idle(0, port => listeners.get(port), ports)(host)
  }

/** Reads the configuration, and looks up what it passes requests on to, which must be there by then. */
export async function load(host: Pick<ProgramHost, 'files' | 'network' | 'peer'>): Promise<Configuration> {
  const [{readServers}, {ConfigurationError}, {addressOf}] = await Promise.all([
    import('./servers.ts'),
    import('./parse.ts'),
    import('./respond.ts'),
  ])
  const files = await host.files()
  const configuration = await readServers(files)
  for (const {locations, directives} of configuration.servers) {
    for (const {name, args, file, line} of directives)
      if (/^ssl_certificate(_key)?$/.test(name) && !(await files.exists(args[0] ?? '')))
        throw new ConfigurationError(
          `cannot load certificate "${args[0]}": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(${args[0]}, r) error:10000080:BIO routines::no such file)`,
          file,
          line,
        )
    for (const {name, args, file, line} of locations.flatMap(location => location.directives)) {
      const [, place = ''] = (name === 'proxy_pass' && /^https?:\/\/([^/$]+)/.exec(args[0] ?? '')) || []
      if (place === '' || configuration.upstreams.has(place)) continue
      const [hostname = ''] = place.split(':')
      if (addressOf(hostname, host) === undefined)
        throw new ConfigurationError(`host not found in upstream "${hostname}"`, file, line)
    }
  }
  return configuration
}

function listenerOn(port: number, configuration: Configuration, host: ProgramHost): Listener {
  const here = configuration.servers.filter(({listens}) => listens.some(each => each.port === port))
  const plain = httpListener(async (request, peer) => {
    const {respond} = await import('./respond.ts')
    const answered = await respond({request, port, peer}, serverFor(request, here), configuration, host)
    const response =
      typeof answered === 'number'
        ? {status: answered, headers: {'Content-Type': 'text/html'}, body: errorPage(answered)}
        : answered
    const size = Buffer.byteLength(response.body ?? '')
    const line = commonLogLine(request, {status: response.status, size}, peer.ip, host.now())
    host.stdout(`${line} "-" "${request.headers['user-agent'] ?? '-'}" "-"\n`)
    const headers = {Server: version, Date: new Date(host.now()).toUTCString(), ...response.headers}
    return {...response, headers}
  })
  const secure = here.find(({listens}) => listens.some(each => each.port === port && each.ssl))
  return secure ? tlsListener(() => keyPairOf(secure, host), plain) : plain
}

const serverFor = ({headers}: HttpRequest, servers: readonly Server[]): Server => {
  const asked = (headers['host'] ?? '').replace(/:\d+$/, '')
  return servers.find(({names}) => names.includes(asked)) ?? servers[0]!
}

async function keyPairOf({directives}: Server, host: ProgramHost) {
  const files = await host.files()
  const read = (name: string) =>
    Buffer.from(files.readBytes(directives.find(each => each.name === name)?.args[0] ?? '')).toString()
  return {cert: read('ssl_certificate'), key: read('ssl_certificate_key')}
}
