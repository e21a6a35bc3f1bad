import type {PodSpec} from '../../../api/kinds.ts'
import {goJson} from './go-json.ts'

const inSecurityContext = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']

/** A pod's spec as the server's own type prints it: sharing with the host is part of the security context there. */
export function goPodSpec(spec: PodSpec): unknown {
  const shared = Object.fromEntries(Object.entries(spec).filter(([field]) => inSecurityContext.includes(field)))
  return goJson('PodSpec', {...spec, securityContext: {...spec.securityContext, ...shared}})
}
