import type {Pod} from '../../../api/kinds.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ContainerStatus} from '../../containers/container.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {PodWorker} from '../pod/pod-worker.ts'

interface LogSources {
  runtime: ContainerRuntime
  worker(uid: string): PodWorker | undefined
  pods(node: string): Iterable<Pod>
}

/** The node's folder of logs as the kubelet serves it under /logs/: `pods/NAMESPACE_NAME_UID/CONTAINER/N.log` and, for each, `containers/POD_NAMESPACE_CONTAINER-ID.log`. */
export async function nodeLogs(node: string, path: string, {runtime, worker, pods}: LogSources): Promise<ApiResponse> {
  const files = new Map<string, ContainerStatus>()
  for (const {metadata, spec} of pods(node)) {
    const own = worker(metadata.uid!)
    for (const {name} of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])])
      for (const instance of [own?.instance(name, true), own?.instance(name)]) {
        if (!instance || instance.state === 'Created') continue
        const id = instance.id.replace(/^.*\/\//, '')
        const pod = `${metadata.namespace}_${metadata.name}_${metadata.uid}`
        files.set(`pods/${pod}/${name}/${instance.attempt}.log`, instance)
        files.set(`containers/${metadata.name}_${metadata.namespace}_${name}-${id}.log`, instance)
      }
  }
  const asked = decodeURIComponent(path).replace(/^\//, '')
  const file = files.get(asked)
  if (file) return plain(200, await logFile(runtime, file))
  const folder = asked === '' || asked.endsWith('/') ? asked : `${asked}/`
  const below = [...files.keys()].filter(name => name.startsWith(folder)).map(name => name.slice(folder.length))
  if (below.length === 0 && !['', 'pods/', 'containers/'].includes(folder)) return plain(404, '404 page not found\n')
  if (folder !== asked)
    return {status: 301, headers: {location: `${asked.split('/').pop()}/`}, body: {type: 'text', text: ''}}
  const entries = below.map(name => (name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name))
  return listing(asked === '' ? [...entries, 'containers/', 'pods/'] : entries)
}

/** A folder as Go's file server shows it. */
function listing(entries: string[]): ApiResponse {
  const lines = [...new Set(entries)].sort().map(name => `<a href="${encodeURI(name)}">${name}</a>\n`)
  return {
    status: 200,
    headers: {'content-type': 'text/html; charset=utf-8'},
    body: {
      type: 'text',
      text: `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${lines.join('')}</pre>\n`,
    },
  }
}

/** Lines as the container runtime interface has them: time, stream, F, text. */
async function logFile(runtime: ContainerRuntime, {id}: ContainerStatus): Promise<string> {
  const lines: string[] = []
  for (const stream of ['Stdout', 'Stderr'] as const) {
    const chunks: Uint8Array[] = []
    for await (const chunk of runtime.containerLogs(id, {stream, timestamps: true})) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    for (const line of text.split('\n').filter(Boolean)) {
      const space = line.indexOf(' ')
      lines.push(`${line.slice(0, space)} ${stream.toLowerCase()} F${line.slice(space)}\n`)
    }
  }
  const times = new Map(lines.map(line => [line, line.slice(0, line.indexOf(' '))]))
  return lines.sort((a, b) => (times.get(a)! < times.get(b)! ? -1 : times.get(a)! > times.get(b)! ? 1 : 0)).join('')
}

const plain = (status: number, text: string): ApiResponse => ({
  status,
  headers: {'content-type': 'text/plain; charset=utf-8'},
  body: {type: 'text', text},
})
