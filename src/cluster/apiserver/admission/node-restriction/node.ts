import {isDeepStrictEqual} from 'node:util'
import type {Node} from '../../../../api/kinds.ts'
import {refuse} from '../refuse.ts'
import {quoted, type Restriction} from './restriction.ts'

/** Labels of Kubernetes' own that a kubelet may set. */
const allowed = new Set([
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
])

/** Its own Node, without the labels, taints and owners by which it could draw pods to itself. */
export const restrictNode: Restriction = (attributes, nodeName) => {
  const {operation, object, old} = attributes
  const who = `node ${quoted(nodeName)} is not allowed to`
  const name = attributes.name || (object?.metadata.name ?? '')
  if (name !== nodeName) throw refuse(attributes, `${who} modify node ${quoted(name)}`)
  const [node, before] = [object, old] as (Node | undefined)[]
  if (operation === 'CREATE' && node) {
    if (node.spec?.configSource) throw refuse(attributes, `${who} create pods with a non-nil configSource`)
    const labels = forbidden(node.metadata.labels, {})
    if (labels.length > 0) throw refuse(attributes, `${who} set the following labels: ${labels.join(', ')}`)
  }
  if (operation !== 'UPDATE' || !node || !before) return
  if (node.spec?.configSource && !isDeepStrictEqual(node.spec.configSource, before.spec?.configSource))
    throw refuse(attributes, `${who} update configSource to a new non-nil configSource`)
  if (!isDeepStrictEqual(node.spec?.taints ?? [], before.spec?.taints ?? []))
    throw refuse(attributes, `${who} modify taints`)
  if (!isDeepStrictEqual(node.metadata.ownerReferences ?? [], before.metadata.ownerReferences ?? []))
    throw refuse(attributes, `${who} modify ownerReferences`)
  const labels = forbidden(node.metadata.labels, before.metadata.labels)
  if (labels.length > 0) throw refuse(attributes, `is not allowed to modify labels: ${labels.join(', ')}`)
}

/** Changed labels that are not the kubelet's, sorted. */
function forbidden(labels: Record<string, string> = {}, before: Record<string, string> = {}): string[] {
  const changed = [...new Set([...Object.keys(labels), ...Object.keys(before)])].filter(
    key => labels[key] !== before[key],
  )
  return changed.filter(isForbidden).sort()
}

function isForbidden(label: string): boolean {
  const slash = label.indexOf('/')
  const namespace = slash < 0 ? '' : label.slice(0, slash)
  const within = (domain: string) => namespace === domain || namespace.endsWith(`.${domain}`)
  if (within('node-restriction.kubernetes.io')) return true
  if (!within('kubernetes.io') && !within('k8s.io')) return false
  return !allowed.has(label) && !within('kubelet.kubernetes.io') && !within('node.kubernetes.io')
}
