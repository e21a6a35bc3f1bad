import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import {refuse} from '../refuse.ts'
import {restrictCertificateRequest} from './certificate-request.ts'
import {restrictClaim} from './claim.ts'
import {restrictNode} from './node.ts'
import {restrictCsiNode, restrictLease, restrictSlice} from './own-objects.ts'
import {restrictPod} from './pod.ts'
import type {Restriction} from './restriction.ts'
import {restrictToken} from './token.ts'

/** What a kubelet may do to the kinds that it writes, by group and plural. */
const restrictions: Record<string, Restriction> = {
  '/pods': restrictPod,
  '/nodes': restrictNode,
  '/persistentvolumeclaims': restrictClaim,
  '/serviceaccounts': restrictToken,
  'certificates.k8s.io/certificatesigningrequests': restrictCertificateRequest,
  'certificates.k8s.io/podcertificaterequests': attributes => {
    throw refuse(attributes, 'PodCertificateRequest feature gate is disabled')
  },
  'coordination.k8s.io/leases': restrictLease,
  'storage.k8s.io/csinodes': restrictCsiNode,
  'resource.k8s.io/resourceslices': restrictSlice,
}

const prefix = 'system:node:'

/** Keeps each kubelet to its own node, and to the pods that are bound to it. */
export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  admit(attributes, server) {
    const {user, definition} = attributes
    if (!user.groups.includes('system:nodes') || !user.name.startsWith(prefix)) return
    const nodeName = user.name.slice(prefix.length)
    if (!nodeName) throw refuse(attributes, `could not determine node from user ${JSON.stringify(user.name)}`)
    return restrictions[keyOf(definition)]?.(attributes, nodeName, server)
  },
}

const keyOf = ({group, plural}: AdmissionAttributes['definition']): string => `${group}/${plural}`
