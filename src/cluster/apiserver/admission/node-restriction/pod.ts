import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../../api/builtin-resources.ts'
import type {Node, Pod} from '../../../../api/kinds.ts'
import {notFound} from '../../../../api/status-error.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {lookUp} from '../lookup.ts'
import {refuse} from '../refuse.ts'
import {apiReference} from './api-reference.ts'
import {quoted, type Restriction} from './restriction.ts'

const {nodes, pods} = builtin
const mirror = 'kubernetes.io/config.mirror'

/** Mirror pods of its own, and the status, eviction and end of what is bound to it. */
export const restrictPod: Restriction = (attributes, nodeName, server) => {
  const {subresource} = attributes
  if (subresource === 'status') return status(attributes, nodeName)
  if (subresource === 'eviction') return eviction(attributes, nodeName, server)
  if (subresource)
    throw refuse(
      attributes,
      `unexpected pod subresource ${quoted(subresource)}, only 'status' and 'eviction' are allowed`,
    )
  if (attributes.operation === 'CREATE') return creation(attributes, nodeName, server)
  if (attributes.operation === 'DELETE') return deletion(attributes, nodeName, server)
  throw refuse(
    attributes,
    `unexpected operation ${quoted(attributes.operation)}, node ${quoted(nodeName)} can only create and delete mirror pods`,
  )
}

async function creation(attributes: AdmissionAttributes, nodeName: string, server: ServerParts): Promise<void> {
  const pod = attributes.object as Pod
  const node = quoted(nodeName)
  const no = (why: string) => refuse(attributes, why)
  if (pod.metadata.annotations?.[mirror] === undefined)
    throw no(`pod does not have ${quoted(mirror)} annotation, node ${node} can only create mirror pods`)
  if (pod.spec?.nodeName !== nodeName) throw no(`node ${node} can only create pods with spec.nodeName set to itself`)
  const [owner, ...more] = pod.metadata.ownerReferences ?? []
  if (more.length > 0) throw no(`node ${node} can only create pods with a single owner reference set to itself`)
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== nodeName)
    throw no(`node ${node} can only create pods with an owner reference set to itself`)
  if (!owner.controller) throw no(`node ${node} can only create pods with a controller owner reference set to itself`)
  if (owner.blockOwnerDeletion) throw no(`node ${node} must not set blockOwnerDeletion on an owner reference`)
  const registered = await lookUp<Node>(server, nodes, '', nodeName)
  if (!registered) throw notFound({group: '', resource: 'node'}, nodeName)
  if (owner.uid !== registered.metadata.uid)
    throw no(`node ${nodeName} UID mismatch: expected ${owner.uid} got ${registered.metadata.uid}`)
  const reference = apiReference(pod)
  if (reference) throw no(`node ${node} can not create pods that reference ${reference}`)
}

async function deletion(attributes: AdmissionAttributes, nodeName: string, server: ServerParts): Promise<void> {
  if (!attributes.name) return
  const pod = await boundPod(attributes, server)
  if (pod.spec?.nodeName !== nodeName)
    throw refuse(attributes, `node ${quoted(nodeName)} can only delete pods with spec.nodeName set to itself`)
}

function status(attributes: AdmissionAttributes, nodeName: string): void {
  const {operation, object, old} = attributes
  if (operation !== 'UPDATE') throw refuse(attributes, `unexpected operation ${quoted(operation)}`)
  const [pod, before] = [object as Pod, old as Pod]
  const node = `node ${quoted(nodeName)}`
  if (before.spec?.nodeName !== nodeName)
    throw refuse(attributes, `${node} can only update pod status for pods with spec.nodeName set to itself`)
  if (!same(before.metadata.labels ?? {}, pod.metadata.labels ?? {}))
    throw refuse(attributes, `${node} cannot update labels through pod status`)
  if (!same(claims(before), claims(pod))) throw refuse(attributes, `${node} cannot update resource claim statues`)
  if (!same(before.status?.extendedResourceClaimStatus, pod.status?.extendedResourceClaimStatus))
    throw refuse(attributes, `${node} cannot update extended resource claim status`)
}

async function eviction(attributes: AdmissionAttributes, nodeName: string, server: ServerParts): Promise<void> {
  if (attributes.operation !== 'CREATE') throw refuse(attributes, `unexpected operation ${attributes.operation}`)
  const pod = await boundPod(attributes, server)
  if (pod.spec?.nodeName !== nodeName)
    throw refuse(attributes, `node ${nodeName} can only evict pods with spec.nodeName set to itself`)
}

async function boundPod({namespace, name}: AdmissionAttributes, server: ServerParts): Promise<Pod> {
  const pod = await lookUp<Pod>(server, pods, namespace, name)
  if (!pod) throw notFound({group: '', resource: 'pod'}, name)
  return pod
}

const claims = ({status: of}: Pod) =>
  (of?.resourceClaimStatuses ?? []).map(({name, resourceClaimName}) => [name, resourceClaimName])

const same = (a: unknown, b: unknown): boolean => a === b || isDeepStrictEqual(a, b)
