import {stat} from 'node:fs/promises'
import type {HttpsTarget} from '../../client/https-transport.ts'
import {elsewhere} from '../../client/machine/elsewhere.ts'
import {SilentExit} from '../errors/command-error.ts'
import {bool, duration, int, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'
import {parseRegexps} from './parse-regexps.ts'
import {serveProxy} from './proxy-server.ts'
import type {RequestFilter} from './request-filter.ts'

export const proxyFlags = {
  'accept-hosts': string({
    default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
    usage: 'Regular expressions for the hosts that requests may be addressed to.',
  }),
  'accept-paths': string({default: '^.*', usage: 'Regular expressions for the paths that are served.'}),
  address: string({default: '127.0.0.1', usage: 'The IP address to serve on.'}),
  'api-prefix': string({default: '/', usage: 'The path below which the API is served.'}),
  'append-server-path': bool({usage: "Put the path of the context's server before the path of each request."}),
  'disable-filter': bool({
    usage: 'Serve every request. Any web page could then use the API through an accessible port.',
  }),
  keepalive: duration({usage: 'How often to probe idle connections to the server; 0 leaves it to the system.'}),
  port: int({short: 'p', default: 8001, usage: 'The port to serve on; 0 for a free one.'}),
  'reject-methods': string({default: '^$', usage: 'Regular expressions for HTTP methods that are refused.'}),
  'reject-paths': string({
    default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
    usage: 'Regular expressions for paths that are refused, even where --accept-paths has them.',
  }),
  'unix-socket': string({short: 'u', usage: 'The unix socket to serve on, instead of a port.'}),
  www: string({short: 'w', usage: 'A folder of files to serve as well.'}),
  'www-prefix': string({short: 'P', default: '/static/', usage: 'The path below which files are served.'}),
}

export type ProxyInvocation = Invocation<typeof proxyFlags>

/** Serves the API on this machine, with the rights of the connection, until interrupted. */
export async function proxy(invocation: ProxyInvocation): Promise<void> {
  const {flags} = invocation
  const connection = await invocation.connect()
  warnOfServerPath(invocation, connection.host)
  const filter = requestFilter(invocation)
  if (flags.port !== 8001 && flags['unix-socket'])
    throw new Error('cannot set --unix-socket and --port at the same time')
  if (elsewhere()) checkElsewhere(flags)
  if (flags.www) await warnOfFolder(invocation, flags.www)
  const target: HttpsTarget = await connection.gateway()
  await serveProxy(invocation, {target, filter})
}

/** A container's files are not read here, and it has no sockets among them. */
function checkElsewhere(flags: ProxyInvocation['flags']): void {
  for (const flag of ['www', 'unix-socket'] as const)
    if (flags[flag]) throw new Error(`--${flag} is not supported in a container of the embedded cluster`)
}

function warnOfServerPath(invocation: ProxyInvocation, host: string): void {
  if (invocation.flags['append-server-path']) return
  const {pathname} = new URL(host)
  if (pathname === '' || pathname === '/') return
  const text = `Your kube context contains a server path ${pathname}, use --append-server-path to automatically append the path to each request`
  logLine(invocation, {severity: 'W', source: 'proxy.go:172', text})
}

function requestFilter(invocation: ProxyInvocation): RequestFilter | undefined {
  const {flags} = invocation
  if (!flags['disable-filter'])
    return {
      acceptPaths: regexps(invocation, flags['accept-paths']),
      rejectPaths: regexps(invocation, flags['reject-paths']),
      acceptHosts: regexps(invocation, flags['accept-hosts']),
      rejectMethods: regexps(invocation, flags['reject-methods']),
    }
  const text = 'Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious'
  if (!flags['unix-socket']) logLine(invocation, {severity: 'W', source: 'proxy.go:177', text})
  return undefined
}

function regexps(invocation: ProxyInvocation, text: string): RegExp[] {
  try {
    return parseRegexps(text)
  } catch (error) {
    const reason = `Error compiling re: ${(error as Error).message}`
    logLine(invocation, {severity: 'F', source: 'proxy_server.go:83', text: reason})
    throw new SilentExit(255)
  }
}

async function warnOfFolder(invocation: ProxyInvocation, folder: string): Promise<void> {
  const warn = (source: string, text: string) => logLine(invocation, {severity: 'W', source, text})
  try {
    if (!(await stat(folder)).isDirectory()) warn('proxy.go:202', `Static file directory ${folder} is not a directory`)
  } catch {
    warn('proxy.go:200', `Failed to stat static file directory ${folder}: stat ${folder}: no such file or directory`)
  }
}
