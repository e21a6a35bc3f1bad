import {askPod} from '../network/ask-pod.ts'
import {httpListener} from '../network/http-text.ts'
import {answering, text} from './answering.ts'
import {idle} from './idle.ts'
import type {HttpResponse, ProgramHost, StartProgram} from './program.ts'

const tagOf = ({image}: ProgramHost): string => /:([\w][\w.-]*)$/.exec(image)?.[1] ?? 'latest'

/** google-samples/kubernetes-bootcamp, of the Kubernetes Basics tutorial: says where it runs and counts its requests. */
export const bootcamp: StartProgram = host => {
  const started = host.now()
  const version = /^v?(\d+)/.exec(tagOf(host))?.[1] ?? '1'
  let requests = 0
  const listener = httpListener(async () => {
    requests += 1
    const uptime = (host.now() - started) / 1000
    host.stdout(
      `Running On: ${host.hostname} | Total Requests: ${requests} | App Uptime: ${uptime} seconds | Log Time: ${new Date(host.now()).toISOString()}\n`,
    )
    return text(`Hello Kubernetes bootcamp! | Running on: ${host.hostname} | v=${version}\n`)
  })
  host.stdout(
    `Kubernetes Bootcamp App Started At: ${new Date(started).toISOString()} | Running On:  ${host.hostname} \n\n`,
  )
  return idle(0, port => (port === 8080 ? listener : undefined), [8080])(host)
}

/** Google's hello-app; the image's tag is its version. */
export const helloApp = answering(
  host => Number(host.env['PORT'] ?? 8080),
  (_request, host) => {
    const version = /^(\d+)\.(\d+)$/.exec(tagOf(host))
    return text(`Hello, world!\nVersion: ${version ? `${version[0]}.0` : '1.0.0'}\nHostname: ${host.hostname}\n`)
  },
)

/** google-samples/node-hello. */
export const nodeHello = answering(
  () => 8080,
  () => text('Hello Kubernetes!'),
)

/** google-samples/hello-go-gke, the backend of "Connect a Frontend to a Backend". */
export const helloGo = answering(
  () => 80,
  () => ({status: 200, headers: {'Content-Type': 'application/json'}, body: '{"message":"Hello"}\n'}),
)

/** Its frontend: an nginx before the Service `hello`. */
export const helloFrontend = answering(
  () => 80,
  ({path}, host) => relay(host, 'hello', 80, path),
)

async function relay(host: ProgramHost, name: string, port: number, path: string): Promise<HttpResponse> {
  const answer = await askPod(host, {name, port, path})
  return typeof answer === 'string' ? text('502 Bad Gateway\n', 502) : answer
}

/** kicbase/echo-server, of the minikube tutorials. */
export const echoServer = answering(
  host => Number(host.env['PORT'] ?? 8080),
  ({method, path, headers, body}, host) => {
    const lines = Object.entries(headers).map(
      ([name, value]) => `${name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())}: ${value}\n`,
    )
    return text(
      `Request served by ${host.hostname}\n\n${method} ${path} HTTP/1.1\n\n${lines.sort().join('')}${body && `\n${body}`}`,
    )
  },
)

/** A page that only says what it is. */
const page = (title: string, body: string): HttpResponse => ({
  status: 200,
  headers: {'Content-Type': 'text/html; charset=UTF-8'},
  body: `<html>\n  <head>\n    <title>${title}</title>\n  </head>\n  <body>\n    ${body}\n  </body>\n</html>\n`,
})

/** A fresh WordPress, which asks to be set up. */
export const wordpress = answering(
  () => 80,
  ({path}) =>
    path.startsWith('/wp-admin/install.php')
      ? page('WordPress &rsaquo; Installation', '<h1>Welcome</h1>')
      : {
          status: 302,
          headers: {Location: `/wp-admin/install.php`, 'Content-Type': 'text/html; charset=UTF-8'},
          body: '',
        },
)
