import {createHash} from 'node:crypto'
import {builtin} from '../../api/builtin-resources.ts'
import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {Connection} from '../../client/connection.ts'
import type {ServedResource} from '../../client/discovery.ts'
import type {ApplyInvocation} from './apply.ts'

/** The object that remembers what belongs to an ApplySet (KEP-3659). */
export interface ApplySetParent {
  resource: ServedResource
  namespace: string
  name: string
  /** The label of the parent, and of every member. */
  id: string
}

export const setLabels = {id: 'applyset.kubernetes.io/id', member: 'applyset.kubernetes.io/part-of'} as const

export const setAnnotations = {
  tooling: 'applyset.kubernetes.io/tooling',
  kinds: 'applyset.kubernetes.io/contains-group-kinds',
  namespaces: 'applyset.kubernetes.io/additional-namespaces',
} as const

/** Tools leave each other's sets alone. */
export const tooling = {name: 'kubectl', version: 'v1.34.3'} as const

const defaultType = 'secrets'
const parentTypeLabel = 'applyset.kubernetes.io/is-parent-type'

/** The parent that `--applyset=[RESOURCE][.GROUP]/NAME` names. Only the flag gives a namespace, the kubeconfig does not. */
export async function applySetParent({flags}: ApplyInvocation, connection: Connection): Promise<ApplySetParent> {
  const reference = flags.applyset
  const slash = reference.indexOf('/')
  const type = slash < 0 ? defaultType : reference.slice(0, slash)
  const name = reference.slice(slash + 1)
  const invalid = (why: string) => new Error(`invalid parent reference ${JSON.stringify(reference)}: ${why}`)
  if (name === '') throw invalid('name cannot be blank')
  const [resource] = await connection.discovery.resources(type)
  const [plural = '', ...group] = type.split('.')
  if (!resource) throw invalid(`no matches for ${group.join('.')}/, Resource=${plural}`)
  const namespace = flags.namespace && resource.namespaced ? connection.namespace : ''
  return {resource, namespace, name, id: idOf({resource, namespace, name})}
}

/** Refuses parents without a namespace, and types that nobody has declared to be parents. */
export async function checkParent({resource, namespace}: ApplySetParent, client: Client): Promise<void> {
  if (resource.namespaced && !namespace) throw new Error('namespace is required to use namespace-scoped ApplySet')
  if (isBuiltIn(resource)) return
  const crds = builtin.customResourceDefinitions
  const {items} = await client.list(crds, {labelSelector: parentTypeLabel})
  if (items.some(({metadata}) => metadata.name === `${resource.resource}.${resource.group}`)) return
  const {group, version} = resource
  const type = JSON.stringify(`${group}/${version}, Resource=${resource.resource}`)
  throw new Error(`resource ${type} is not permitted as an ApplySet parent`)
}

/** The parent as it is; undefined if the first apply has still to make it. */
export async function readParent(parent: ApplySetParent, client: Client): Promise<KubeObject | undefined> {
  const {resource, namespace, name, id} = parent
  const path = {...resource, ...(namespace && {namespace}), name}
  const object = await client.get(path).catch(error => {
    if (!isNotFound(error)) throw error
    if (!isBuiltIn(resource)) throw new Error('custom resource ApplySet parents cannot be created automatically')
    return undefined
  })
  if (!object) return undefined
  const subject = `ApplySet parent object ${JSON.stringify(`${resource.resource}.${resource.group}/${name}`)}`
  const {annotations = {}, labels = {}} = object.metadata
  const tool = annotations[setAnnotations.tooling]
  if (tool === undefined)
    throw new Error(
      `${subject} already exists and is missing required annotation ${JSON.stringify(setAnnotations.tooling)}`,
    )
  const owner = tool.includes('/') ? tool.slice(0, tool.lastIndexOf('/')) : tool
  if (owner !== tooling.name)
    throw new Error(
      `${subject} already exists and is managed by tooling ${JSON.stringify(owner)} instead of ${JSON.stringify(tooling.name)}`,
    )
  const label = labels[setLabels.id]
  if (label === undefined) throw new Error(`${subject} exists and does not have required label ${setLabels.id}`)
  if (label !== id)
    throw new Error(
      `${subject} exists and has incorrect value for label ${JSON.stringify(setLabels.id)} (got: ${label}, want: ${id})`,
    )
  return object
}

const isBuiltIn = ({group, resource}: ServedResource): boolean =>
  group === '' && ['secrets', 'configmaps'].includes(resource)

/** `applyset-base64url(sha256(<name>.<namespace>.<kind>.<group>))-v1`. */
function idOf({resource, namespace, name}: Omit<ApplySetParent, 'id'>): string {
  const identity = [name, namespace, resource.kind, resource.group].join('.')
  return `applyset-${createHash('sha256').update(identity).digest('base64url')}-v1`
}
