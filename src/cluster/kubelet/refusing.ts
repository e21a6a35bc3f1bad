import type {KubeObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import type {LogRequest} from './server/container-log.ts'
import type {createNodeConnector} from './server/node-connector.ts'

type Connector = ReturnType<typeof createNodeConnector>

/** A connector that finds nobody on the nodes for which `addressOf` answers: their kubelets are down. */
export function refusing(connector: Connector, addressOf: (node: string) => string | undefined): Connector {
  const refusal = (node: unknown): string | undefined => {
    const address = addressOf(String(node))
    return address && `dial tcp ${address}:10250: connect: connection refused`
  }
  const nodeOf = (pod: KubeObject) => (pod['spec'] as {nodeName?: string} | undefined)?.nodeName
  const dialing =
    <Rest extends unknown[], Answer>(call: (pod: KubeObject, ...rest: Rest) => Promise<Answer>) =>
    async (pod: KubeObject, ...rest: Rest): Promise<Answer> => {
      const why = refusal(nodeOf(pod))
      if (why) throw new StatusError({code: 500, message: `error dialing backend: ${why}`})
      return call(pod, ...rest)
    }
  return {
    ...connector,
    async log(pod, container, options, signal) {
      const why = refusal(nodeOf(pod))
      if (!why) return connector.log(pod, container, options, signal)
      const {namespace, name} = pod.metadata
      const path = `/containerLogs/${namespace}/${name}/${container}${queryOf(options)}`
      throw new StatusError({
        code: 500,
        message: `Get "https://${addressOf(nodeOf(pod)!)}:10250${path}": ${why}`,
      })
    },
    exec: dialing(connector.exec),
    attach: dialing(connector.attach),
    portForward: dialing(connector.portForward),
    async proxyNode(node, port, request) {
      const why = refusal(node.metadata.name)
      if (why)
        throw new StatusError({
          code: 503,
          reason: 'ServiceUnavailable',
          message: `error trying to reach service: ${why}`,
        })
      return connector.proxyNode(node, port, request)
    },
  }
}

/** As Go writes queries: sorted, without what is not asked for. */
function queryOf(options: LogRequest): string {
  const pairs = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== false && value !== 'All')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length > 0
    ? `?${new URLSearchParams(Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])))}`
    : ''
}
