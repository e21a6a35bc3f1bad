import {readResponse, requestBytes} from '../../network/http-text.ts'
import type {HttpRequest, HttpResponse, ProgramHost} from '../program.ts'
import {contentType} from '../web-server.ts'
import type {Directive} from './parse.ts'
import {argsOf, type Configuration, type Location, type Server} from './servers.ts'

interface Asked {
  request: HttpRequest
  port: number
  peer: {ip: string}
}

/** What a server answers: what its configuration returns, passes on, or has as a file; a number is that of an error's page. */
export async function respond(
  {request, port, peer}: Asked,
  server: Server,
  {upstreams}: Configuration,
  host: ProgramHost,
): Promise<HttpResponse | number> {
  const path = decodeURIComponent(request.path.split('?')[0]!)
  const location = locationOf(path, server.locations)
  const directives = [...server.directives, ...(location?.directives ?? [])]
  const inPlace = location?.directives ?? server.directives
  const variables: Record<string, string> = {
    uri: path,
    request_uri: request.path,
    host: (request.headers['host'] ?? '').replace(/:\d+$/, ''),
    http_host: request.headers['host'] ?? '',
    hostname: host.hostname,
    remote_addr: peer.ip,
    server_port: String(port),
    server_addr: host.peer.ip,
    request_method: request.method,
  }
  const filled = (text: string) => text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => variables[name] ?? whole)
  const added = Object.fromEntries(
    directives.filter(({name}) => name === 'add_header').map(({args}) => [args[0]!, filled(args[1] ?? '')]),
  )
  const returned = argsOf(inPlace, 'return') ?? argsOf(server.directives, 'return')
  if (returned) return answerOf(returned, filled, {...added, ...typeIn(directives)})
  const pass = argsOf(inPlace, 'proxy_pass')
  if (pass) return passOn(filled(pass[0] ?? ''), {request, location, directives, filled}, upstreams, host)
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405
  return fileAt(path, {location, directives, added}, host)
}

/** The location that counts for a path: an exact one, else the first pattern that fits unless the longest prefix forbids it, else that prefix. */
function locationOf(path: string, locations: readonly Location[]): Location | undefined {
  const exact = locations.find(({kind, path: own}) => kind === '=' && own === path)
  if (exact) return exact
  const prefixes = locations.filter(({kind, path: own}) => (kind === '' || kind === '^~') && path.startsWith(own))
  const longest = prefixes.sort((a, b) => b.path.length - a.path.length)[0]
  if (longest?.kind === '^~') return longest
  const fits = ({kind, path: own}: Location) =>
    /^~\*?$/.test(kind) && new RegExp(own, kind === '~*' ? 'i' : '').test(path)
  return locations.find(fits) ?? longest
}

const typeIn = (directives: readonly Directive[]): Record<string, string> => {
  const [type] = argsOf(directives, 'default_type') ?? []
  return type ? {'Content-Type': type} : {}
}

function answerOf(
  [first = '', text]: string[],
  filled: (text: string) => string,
  headers: Record<string, string>,
): HttpResponse | number {
  const status = /^\d+$/.test(first) ? Number(first) : 302
  const target = /^\d+$/.test(first) ? text : first
  if (status >= 301 && status <= 308 && target) return {status, headers: {...headers, Location: filled(target)}}
  if (text === undefined) return status >= 400 ? status : {status, headers}
  return {status, headers: {'Content-Type': 'application/octet-stream', ...headers}, body: filled(text)}
}

async function passOn(
  target: string,
  {
    request,
    location,
    directives,
    filled,
  }: {
    request: HttpRequest
    location: Location | undefined
    directives: readonly Directive[]
    filled(text: string): string
  },
  upstreams: Configuration['upstreams'],
  host: ProgramHost,
): Promise<HttpResponse | number> {
  const [, name = '', uri = ''] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(target) ?? []
  const place = upstreams.get(name)?.[0] ?? name
  const [hostname = '', port = '80'] = place.split(':')
  const ip = addressOf(hostname, host)
  const connection = ip && host.network.connect(ip, Number(port), host.peer)
  if (!connection || typeof connection === 'string') return connection === 'timeout' ? 504 : 502
  const path = uri && location ? uri + request.path.slice(location.path.length) : request.path
  const set = directives.filter(each => each.name === 'proxy_set_header')
  const headers = {
    ...request.headers,
    host: name,
    connection: 'close',
    ...Object.fromEntries(set.map(({args}) => [args[0]!.toLowerCase(), filled(args[1] ?? '')])),
  }
  connection.send(requestBytes({method: request.method, path, headers, body: request.body}))
  const {status, headers: answered, body} = await readResponse(connection)
  return {status, headers: answered, body}
}

/** The address of a name as the pod finds it; undefined: there is none. */
export const addressOf = (name: string, {network, peer}: Pick<ProgramHost, 'network' | 'peer'>): string | undefined =>
  /^[\d.]+$/.test(name) ? name : name === 'localhost' ? peer.ip : network.resolve(name, peer)?.addresses[0]

async function fileAt(
  path: string,
  {
    location,
    directives,
    added,
  }: {
    location: Location | undefined
    directives: readonly Directive[]
    added: Record<string, string>
  },
  host: ProgramHost,
): Promise<HttpResponse | number> {
  const files = await host.files()
  const [alias] = argsOf(location?.directives ?? [], 'alias') ?? []
  const [root = '/etc/nginx/html'] = argsOf(directives, 'root') ?? []
  const wanted = alias ? alias + path.slice(location!.path.length) : root + path
  const index = argsOf(directives, 'index') ?? ['index.html']
  for (const candidate of wanted.endsWith('/') ? index.map(name => wanted + name) : [wanted])
    try {
      const body = files.readBytes(candidate)
      return {status: 200, headers: {'Content-Type': contentType(candidate), ...added}, body}
    } catch {
      // No such file: the next candidate may be there.
    }
  return (await files.exists(wanted)) ? 403 : 404
}
