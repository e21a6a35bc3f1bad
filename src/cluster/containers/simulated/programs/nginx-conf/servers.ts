import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {ConfigurationError, type Directive, parseConfiguration} from './parse.ts'

export interface Location {
  /** `=`, `~`, `~*`, `^~`, or '' for a prefix. */
  kind: string
  path: string
  directives: Directive[]
}

/** A server block, of which a caller finds the first that waits on his port and has the name that he asks for. */
export interface Server {
  listens: {port: number; ssl: boolean}[]
  names: string[]
  directives: Directive[]
  locations: Location[]
}

export interface Configuration {
  servers: Server[]
  /** Where requests to an upstream's name go, `host:port` each. */
  upstreams: ReadonlyMap<string, string[]>
}

/** Reads nginx.conf and what it includes; throws a ConfigurationError. */
export async function readServers(files: ContainerFileSystem): Promise<Configuration> {
  const main = '/etc/nginx/nginx.conf'
  const top = await directivesIn(main, files, {message: '', file: '', line: 0})
  const http = top.flatMap(({name, block = []}) => (name === 'http' ? block : []))
  const upstreams = http.filter(({name}) => name === 'upstream')
  return {
    servers: http.filter(({name}) => name === 'server').map(serverOf),
    upstreams: new Map(
      upstreams.map(({args, block = []}) => [
        args[0] ?? '',
        block.flatMap(each => (each.name === 'server' ? [withPort(each.args[0] ?? '')] : [])),
      ]),
    ),
  }
}

/** What one directive says, the last of its name. */
export const argsOf = (directives: readonly Directive[], name: string): string[] | undefined =>
  directives.findLast(each => each.name === name)?.args

const withPort = (host: string): string => (/:\d+$/.test(host) ? host : `${host}:80`)

function serverOf({block = []}: Directive): Server {
  const listens = block.filter(({name}) => name === 'listen')
  return {
    listens: (listens.length > 0 ? listens.map(({args}) => args) : [['80']]).map(([place = '', ...options]) => ({
      port: Number(/(?:^|:)(\d+)$/.exec(place)?.[1] ?? 80),
      ssl: options.includes('ssl'),
    })),
    names: argsOf(block, 'server_name') ?? [],
    directives: block,
    locations: block
      .filter(({name}) => name === 'location')
      .map(({args, block: directives = []}) => ({
        kind: args.length > 1 ? args[0]! : '',
        path: args.at(-1) ?? '/',
        directives,
      })),
  }
}

/** A file's directives, with those of the files that it includes in their places. */
async function directivesIn(
  path: string,
  files: ContainerFileSystem,
  from: {message: string; file: string; line: number},
): Promise<Directive[]> {
  if (!(await files.exists(path))) {
    const message = `open() "${path}" failed (2: No such file or directory)`
    if (from.file === '') throw new Error(message)
    throw new ConfigurationError(message, from.file, from.line)
  }
  return expanded(parseConfiguration(await files.readFile(path), path), files)
}

async function expanded(directives: Directive[], files: ContainerFileSystem): Promise<Directive[]> {
  const all: Directive[] = []
  for (const directive of directives) {
    if (directive.name === 'include') all.push(...(await included(directive, files)))
    else all.push(directive.block ? {...directive, block: await expanded(directive.block, files)} : directive)
  }
  return all
}

async function included({args, file, line}: Directive, files: ContainerFileSystem): Promise<Directive[]> {
  const path = (args[0] ?? '').replace(/^(?!\/)/, '/etc/nginx/')
  // What kinds of files there are, the server knows by itself.
  if (path === '/etc/nginx/mime.types') return []
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (!path.includes('*')) return directivesIn(path, files, {message: '', file, line})
  const pattern = new RegExp(
    `^${path
      .slice(folder.length + 1)
      .replace(/\./g, '\\.')
      .replace(/\*/g, '.*')}$`,
  )
  const names = (await files.exists(folder)) ? await files.readdir(folder) : []
  const wanted = names.filter(name => pattern.test(name) && !name.startsWith('.')).sort()
  return (
    await Promise.all(wanted.map(name => directivesIn(`${folder}/${name}`, files, {message: '', file, line})))
  ).flat()
}
