import {httpListener, reasonOf} from '../network/http-text.ts'
import {idle} from './idle.ts'
import {Load} from './load.ts'
import type {HttpRequest, HttpResponse, ProgramHost, StartProgram} from './program.ts'

export interface WebServerOptions {
  port(host: ProgramHost): number
  /** The folder that is served. */
  root(host: ProgramHost): string
  server: string
  index: string[]
  /** Its access log line, if it writes one. */
  logLine?(request: HttpRequest, response: {status: number; size: number}, peer: string, now: number): string
  errorPage(status: number): string
  /** Whether it lists folders that have no page. */
  lists?: boolean
  banner?(host: ProgramHost): string
  /** What it does to files before it listens, where that may fail: the words and the exit code with which it ends then. */
  prepare?(host: ProgramHost): Promise<{said: string; exitCode: number} | undefined> | undefined
  /** Its access log, if it is written to where a volume is mounted. */
  logFile?: string
  /** What a request costs of a processor; milliseconds. */
  cost?(host: ProgramHost): number
}

/** A server of files: nginx, httpd, busybox httpd differ in their words. */
export const webServer =
  (options: WebServerOptions): StartProgram =>
  host => {
    const port = options.port(host)
    if (options.banner) host.stdout(options.banner(host))
    let prepared = true
    const preparing = options.prepare?.(host)
    if (preparing) prepared = false
    if (preparing)
      void host.work(async () => {
        const failed = await preparing
        if (failed) {
          host.stderr(failed.said)
          host.exit(failed.exitCode)
          return
        }
        prepared = true
        host.active()
      })
    const load = new Load(12_000_000)
    const cost = options.cost?.(host) ?? 0.1
    const listener = httpListener(async (request, peer) => {
      load.add(host.now(), cost)
      const response = await answer(request, host, options)
      const size = Buffer.byteLength((response.body ?? '') as string)
      const line = options.logLine?.(request, {status: response.status, size}, peer.ip, host.now())
      if (line) await log(host, options.logFile, line)
      return response
    })
    const server = idle(0, asked => (asked === port && prepared ? listener : undefined), [port])(host)
    return {...server, usage: now => load.usage(now)}
  }

/** Images lead their logs to the standard streams, unless a volume hides that. */
async function log(host: ProgramHost, file: string | undefined, line: string): Promise<void> {
  const folder = file?.slice(0, file.lastIndexOf('/'))
  if (!folder || !host.mountPaths.some(path => path.replace(/\/$/, '') === folder)) return host.stdout(line)
  await (await host.files()).appendFile(file!, line).catch(() => {})
}

async function answer(request: HttpRequest, host: ProgramHost, options: WebServerOptions): Promise<HttpResponse> {
  const headers = {Server: options.server, Date: new Date(host.now()).toUTCString()}
  const error = (status: number): HttpResponse => ({
    status,
    headers: {...headers, 'Content-Type': 'text/html'},
    body: options.errorPage(status),
  })
  if (request.method !== 'GET' && request.method !== 'HEAD') return error(405)
  const files = await host.files()
  const path = `${options.root(host)}${decodeURIComponent(request.path.split('?')[0]!)}`
  const candidates = path.endsWith('/') ? options.index.map(name => path + name) : [path, `${path}/${options.index[0]}`]
  for (const candidate of candidates) {
    try {
      const body = files.readBytes(candidate)
      return {status: 200, headers: {...headers, 'Content-Type': contentType(candidate)}, body}
    } catch {
      // No such file: there may be another page for this path.
    }
  }
  if (options.lists && (await files.exists(path))) {
    const names = await files.readdir(path)
    const lines = names.map(name => `<a href="${encodeURI(name)}">${name}</a>\n`)
    return {status: 200, headers: {...headers, 'Content-Type': 'text/html'}, body: `<pre>\n${lines.join('')}</pre>\n`}
  }
  return error((await files.exists(path)) ? 403 : 404)
}

const types: Record<string, string> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  xml: 'text/xml',
}

/** What kind of content a file has, by its name. */
export const contentType = (path: string): string =>
  types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `10.244.1.1 - - [23/Nov/2026:18:17:05 +0000] "GET / HTTP/1.1" 200 615`. */
export function commonLogLine(
  request: HttpRequest,
  response: {status: number; size: number},
  peer: string,
  now: number,
): string {
  const time = new Date(now).toISOString()
  const date = `${time.slice(8, 10)}/${months[Number(time.slice(5, 7)) - 1]}/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
  return `${peer} - - [${date}] "${request.method} ${request.path} HTTP/1.1" ${response.status} ${response.size}`
}

export const plainErrorPage =
  (server: string) =>
  (status: number): string =>
    `<html>\r\n<head><title>${status} ${reasonOf(status)}</title></head>\r\n<body>\r\n<center><h1>${status} ${reasonOf(status)}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`
