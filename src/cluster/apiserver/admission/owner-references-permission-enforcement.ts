import {deepEqual} from '../../../api/json/deep-equal.ts'
import {type KubeObject, parseApiVersion} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Decision} from '../auth/interfaces.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'

type OwnerReference = NonNullable<KubeObject['metadata']['ownerReferences']>[number]

/** Who names an object's owners must be able to delete it; who has it hold its owners back must be able to set their finalizers. */
export const ownerReferencesPermissionEnforcement: AdmissionPlugin = {
  name: 'OwnerReferencesPermissionEnforcement',
  async validate(attributes, server) {
    const {object, old, operation, definition, subresource} = attributes
    const isWrite = operation === 'CREATE' || operation === 'UPDATE'
    if (!object?.metadata || !isWrite || (definition.plural === 'pods' && subresource === 'status')) return
    const [now, before] = [ownersOf(object), ownersOf(old)]
    if (deepEqual(now, before)) return
    if (operation !== 'CREATE') await mustDelete(attributes, server)
    const blocking = now.filter(
      owner => owner.blockOwnerDeletion && !before.find(({uid}) => uid === owner.uid)?.blockOwnerDeletion,
    )
    if (blocking.length === 0 || (await ask(attributes, server, anything)).allowed) return
    for (const owner of blocking) await mustFinalize(attributes, server, owner)
  },
}

const ownersOf = (object: KubeObject | undefined): OwnerReference[] => object?.metadata?.ownerReferences ?? []

interface Question {
  verb: string
  group: string
  version: string
  resource: string
  subresource: string
  namespace: string
  name: string
}

const anything: Question = {
  verb: 'update',
  group: '*',
  version: '*',
  resource: '*',
  subresource: 'finalizers',
  namespace: '',
  name: '*',
}

const ask = ({user}: AdmissionAttributes, {authorizer}: ServerParts, question: Question): Promise<Decision> =>
  authorizer.authorize({user, resourceRequest: true, path: '', ...question})

async function mustDelete(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const {definition, namespace, subresource, name} = attributes
  const {group, version, plural: resource} = definition
  const question = {verb: 'delete', group, version, resource, subresource, namespace, name}
  const {allowed, reason = ''} = await ask(attributes, server, question)
  if (!allowed) throw refuse(attributes, `cannot set an ownerRef on a resource you can't delete: ${reason}, <nil>`)
}

async function mustFinalize(attributes: AdmissionAttributes, server: ServerParts, owner: OwnerReference) {
  const definition = ownerKind(attributes, server, owner)
  const {group, version, plural: resource, namespaced} = definition
  const namespace = namespaced ? attributes.namespace : ''
  const question = {...anything, group, version, resource, namespace, name: owner.name}
  const {allowed, reason = ''} = await ask(attributes, server, question)
  if (!allowed)
    throw refuse(
      attributes,
      `cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: ${reason}, <nil>`,
    )
}

function ownerKind(attributes: AdmissionAttributes, server: ServerParts, owner: OwnerReference): ResourceDefinition {
  const {group, version} = parseApiVersion(owner.apiVersion)
  const found = server.resources.ofKind(group, version, owner.kind)
  if (found) return found
  const missing = `no matches for kind ${JSON.stringify(owner.kind)} in version ${JSON.stringify(owner.apiVersion)}`
  throw refuse(
    attributes,
    `cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion ${owner.apiVersion} Kind ${owner.kind}: ${missing}`,
  )
}
