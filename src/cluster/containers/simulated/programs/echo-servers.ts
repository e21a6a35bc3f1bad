import {answering, flag, text} from './answering.ts'

const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())}: ${value}\n`)
    .join('')

/** hashicorp/http-echo. */
export const httpEcho = answering(
  host => Number((flag(host, 'listen') ?? ':5678').split(':').pop()),
  (_request, host) => text(`${flag(host, 'text') ?? host.env['ECHO_TEXT'] ?? 'hello-world'}\n`),
)

/** traefik/whoami. */
export const whoami = answering(
  host => Number(flag(host, 'port') ?? host.env['WHOAMI_PORT_NUMBER'] ?? 80),
  (request, host, peer) =>
    text(
      `Hostname: ${host.hostname}\nIP: 127.0.0.1\nIP: ${host.peer.ip}\nRemoteAddr: ${peer}:41000\n${request.method} ${request.path} HTTP/1.1\n${headerLines(request.headers)}\n`,
    ),
)

/** registry.k8s.io/echoserver. */
export const echoserver = answering(
  () => 8080,
  (request, host, peer) =>
    text(
      `\n\nHostname: ${host.hostname}\n\nPod Information:\n\t-no pod information available-\n\nServer values:\n\tserver_version=nginx: 1.13.3 - lua: 10008\n\nRequest Information:\n\tclient_address=${peer}\n\tmethod=${request.method}\n\treal path=${request.path}\n\tquery=${request.path.split('?')[1] ?? ''}\n\trequest_version=1.1\n\trequest_scheme=http\n\trequest_uri=http://${request.headers['host'] ?? host.hostname}:8080${request.path}\n\nRequest Headers:\n${Object.entries(
        request.headers,
      )
        .map(([name, value]) => `\t${name}=${value}\n`)
        .join('')}\nRequest Body:\n${request.body || '\t-no body in request-'}\n\n`,
    ),
)
