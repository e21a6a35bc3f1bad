import {type JsonObject, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {goType} from '../generators/job.ts'
import {formatLabels} from './parse-labels.ts'

interface Port {
  port?: number
  containerPort?: number
  protocol?: string
}

interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: {key: string; operator: string; values?: string[]}[]
}

const exposable = ['ReplicationController', 'Service', 'Pod', 'Deployment.apps', 'ReplicaSet.apps']

/** Throws for kinds that no service can stand for. */
export function checkExposable({kind, apiVersion}: KubeObject): void {
  const {group} = parseApiVersion(apiVersion)
  const name = group ? `${kind}.${group}` : kind
  if (!exposable.includes(name)) throw new Error(`cannot expose a ${name}`)
}

/** The labels by which the object's pods are found. */
export function selectorOf(object: KubeObject): string {
  const spec = (object['spec'] ?? {}) as JsonObject
  switch (object.kind) {
    case 'Pod':
      if (Object.keys(object.metadata.labels ?? {}).length === 0)
        throw new Error('the pod has no labels and cannot be exposed')
      return formatLabels(object.metadata.labels)
    case 'ReplicationController':
      return formatLabels(spec['selector'] as Record<string, string>)
    case 'Service':
      if (!spec['selector']) throw new Error('the service has no pod selector set')
      return formatLabels(spec['selector'] as Record<string, string>)
    case 'Deployment':
    case 'ReplicaSet':
      return workloadSelector(object.kind.toLowerCase(), spec['selector'] as LabelSelector | undefined)
    default:
      throw new Error(`cannot extract pod selector from ${goType(object)}`)
  }
}

function workloadSelector(kind: string, {matchLabels = {}, matchExpressions = []}: LabelSelector = {}): string {
  if (Object.keys(matchLabels).length === 0)
    throw new Error(`invalid ${kind}: no selectors, therefore cannot be exposed`)
  if (matchExpressions.length > 0) {
    const texts = matchExpressions.map(
      ({key, operator, values = []}) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`,
    )
    throw new Error(`couldn't convert expressions - "[${texts.join(' ')}]" to map-based selector format`)
  }
  return formatLabels(matchLabels)
}

/** The ports that the object serves, each once. */
export const portsOf = (object: KubeObject): string[] => [...protocolsOf(object).keys()]

/** The protocols of each port. */
export function protocolsOf(object: KubeObject): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const {port, containerPort, protocol = 'TCP'} of servedPorts(object)) {
    const key = String(port ?? containerPort)
    const known = found.get(key) ?? []
    if (!known.includes(protocol)) found.set(key, [...known, protocol])
  }
  return found
}

function servedPorts(object: KubeObject): Port[] {
  const spec = (object['spec'] ?? {}) as JsonObject
  if (object.kind === 'Service') return (spec['ports'] ?? []) as Port[]
  const template = spec['template'] as JsonObject | undefined
  const podSpec = (object.kind === 'Pod' ? spec : template?.['spec']) as {containers?: {ports?: Port[]}[]} | undefined
  return (podSpec?.containers ?? []).flatMap(({ports = []}) => ports)
}
