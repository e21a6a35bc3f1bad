import type {ResourceSlice} from '../../../../api/kinds.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {refuse} from '../refuse.ts'
import type {Restriction} from './restriction.ts'

const leaseNamespace = 'kube-node-lease'

/** The lease by which it says that it lives. */
export const restrictLease: Restriction = (attributes, nodeName) => {
  if (attributes.namespace !== leaseNamespace)
    throw refuse(attributes, `can only access leases in the "${leaseNamespace}" system namespace`)
  if (nameOf(attributes) !== nodeName)
    throw refuse(attributes, 'can only access node lease with the same name as the requesting node')
}

/** What CSI drivers it has. */
export const restrictCsiNode: Restriction = (attributes, nodeName) => {
  if (nameOf(attributes) !== nodeName)
    throw refuse(attributes, 'can only access CSINode with the same name as the requesting node')
}

/** What devices it has. */
export const restrictSlice: Restriction = (attributes, nodeName) => {
  const {operation, object, old} = attributes
  if (operation !== 'CREATE' && operation !== 'DELETE') return
  const slice = (operation === 'CREATE' ? object : old) as ResourceSlice | undefined
  if (slice?.spec.nodeName !== nodeName)
    throw refuse(
      attributes,
      `can only ${operation.toLowerCase()} ResourceSlice with the same NodeName as the requesting node`,
    )
}

const nameOf = ({operation, name, object}: AdmissionAttributes): string =>
  operation === 'CREATE' ? (object?.metadata.name ?? '') : name
