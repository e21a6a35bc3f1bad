import type {KubeObject} from '../../api/object.ts'
import {parsePort} from '../flags/parse-port.ts'
import {parseLabels} from './parse-labels.ts'

/** What `expose` found out, from flags or from the object. */
export interface ServiceRequest {
  name: string
  selector: string
  labels: string
  /** Comma-separated. */
  ports: string
  /** Of all ports, where the flag says so. */
  protocol: string
  protocols: Map<string, string[]>
  targetPort: string
  externalIp: string
  loadBalancerIp: string
  type: string
  sessionAffinity: string
  clusterIp: string
}

/** The service that `expose` creates. */
export function exposedService(request: ServiceRequest): KubeObject {
  if (request.selector === '') throw new Error('selector must be specified')
  const selector = parseLabels(request.selector)
  const labels = request.labels ? parseLabels(request.labels) : undefined
  if (request.name === '') throw new Error('name must be specified')
  const {type, sessionAffinity, clusterIp, externalIp, loadBalancerIp} = request
  const ports = portsOf(request)
  if (sessionAffinity && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP')
    throw new Error(`unknown session affinity: ${sessionAffinity}`)
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: request.name, ...(labels && {labels})},
    spec: {
      ports,
      selector,
      clusterIP: clusterIp,
      type,
      ...(externalIp && {externalIPs: [externalIp]}),
      sessionAffinity,
      ...(type === 'LoadBalancer' && {loadBalancerIP: loadBalancerIp}),
    },
  }
}

function portsOf({ports, protocol, protocols, targetPort}: ServiceRequest): unknown[] {
  if (ports === '') return []
  const texts = ports.split(',')
  return texts.flatMap((text, index) => {
    const port = parsePort(text)
    const target = targetPort === '' ? port : /^[+-]?\d+$/.test(targetPort) ? Number(targetPort) : targetPort
    const name = texts.length > 1 ? `port-${index + 1}` : ''
    const known = protocol ? [protocol] : (protocols.get(text) ?? ['TCP'])
    if (known.length === 1) return [{name, protocol: known[0], port, targetPort: target}]
    return known.map(each => ({
      name: `port-${index + 1}-${each.toLowerCase()}`,
      protocol: each,
      port,
      targetPort: target,
    }))
  })
}
