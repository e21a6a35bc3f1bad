import type {Namespace} from '../../../api/kinds.ts'
import {notFound, StatusError} from '../../../api/status-error.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {lookUp, lookUpStored} from './lookup.ts'
import {refuse} from './refuse.ts'

const immortal = new Set(['default', 'kube-system', 'kube-public'])
const namespaces = {group: '', version: 'v1', resource: 'namespaces'}
const reviews = new Set(['localsubjectaccessreviews', 'subjectaccessreviews', 'selfsubjectaccessreviews'])

/** Nothing is written in a namespace that is not there, nothing new in one that is going, and some namespaces never go. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  async admit(attributes, server) {
    const {operation, definition, namespace, name} = attributes
    if (definition.group === '' && definition.plural === 'namespaces') {
      if (operation === 'DELETE' && immortal.has(name)) throw refuse(attributes, 'this namespace may not be deleted')
      return
    }
    if (!namespace || operation === 'DELETE' || reviews.has(definition.plural)) return
    const found = await find(server, namespace, operation)
    if (!found) throw notFound({group: '', resource: 'namespaces'}, namespace)
    if (operation === 'CREATE' && found.status?.phase === 'Terminating') throw terminating(attributes)
  },
}

async function find(server: ServerParts, name: string, operation: string): Promise<Namespace | undefined> {
  const cached = await lookUp<Namespace>(server, namespaces, '', name)
  if (cached && !(operation === 'CREATE' && cached.metadata.deletionTimestamp)) return cached
  return lookUpStored<Namespace>(server, namespaces, '', name)
}

function terminating(attributes: AdmissionAttributes): StatusError {
  const {namespace} = attributes
  const error = refuse(
    attributes,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  )
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  }
  return new StatusError({...error.status, details: {...error.status.details, causes: [cause]}})
}
