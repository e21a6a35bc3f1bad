import {builtin} from '../../../api/builtin-resources.ts'
import type {Namespace} from '../../../api/kinds.ts'
import {notFound, StatusError} from '../../../api/status-error.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {known, lookUp, lookUpStored} from './lookup.ts'
import {refuse} from './refuse.ts'

const immortal = new Set(['default', 'kube-system', 'kube-public'])
const {namespaces} = builtin
const reviews = new Set(['localsubjectaccessreviews', 'subjectaccessreviews', 'selfsubjectaccessreviews'])

/** Nothing is written in a namespace that is not there, nothing new in one that is going, and some namespaces never go. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(attributes, server) {
    const {operation, definition, namespace, name} = attributes
    if (definition.group === '' && definition.plural === 'namespaces') {
      if (operation === 'DELETE' && immortal.has(name)) throw refuse(attributes, 'this namespace may not be deleted')
      return undefined
    }
    if (!namespace || operation === 'DELETE' || reviews.has(definition.plural)) return undefined
    const cached = known<Namespace>(server, namespaces, '', namespace)
    return cached && suffices(cached, operation) ? check(attributes, cached) : checkFound(attributes, server)
  },
}

async function checkFound(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const {namespace, operation} = attributes
  const cached = await lookUp<Namespace>(server, namespaces, '', namespace)
  check(
    attributes,
    cached && suffices(cached, operation) ? cached : await lookUpStored<Namespace>(server, namespaces, '', namespace),
  )
}

/** Before something is refused, it is asked what is stored. */
const suffices = ({metadata}: Namespace, operation: string): boolean =>
  !(operation === 'CREATE' && metadata.deletionTimestamp)

function check(attributes: AdmissionAttributes, found: Namespace | undefined): void {
  if (!found) throw notFound({group: '', resource: 'namespaces'}, attributes.namespace)
  if (attributes.operation === 'CREATE' && found.status?.phase === 'Terminating') throw terminating(attributes)
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
