import type {Probe} from '../../../api/kinds.ts'
import {goList} from './values.ts'

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3`. */
export function probeText(probe: Probe): string {
  const {initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0} = probe
  const {successThreshold = 0, failureThreshold = 0} = probe
  const timing = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`
  return `${actionText(probe)} ${timing}`
}

function actionText({exec, httpGet, tcpSocket, grpc}: Probe): string {
  if (exec) return `exec ${goList(exec.command)}`
  if (httpGet) {
    const {scheme = '', host = '', port, path = ''} = httpGet
    const slash = path === '' || path.startsWith('/') ? '' : '/'
    return `http-get ${scheme.toLowerCase()}://${hostPort(host, String(port))}${slash}${encodePath(path)}`
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`
  return 'unknown'
}

/** `host:port`, with brackets around an IPv6 address. */
export const hostPort = (host: string, port: string): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** Escapes what Go escapes in a path. */
const encodePath = (path: string): string =>
  path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, character => encodeURIComponent(character).replace(/[!'()*]/g, escaped))

const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
