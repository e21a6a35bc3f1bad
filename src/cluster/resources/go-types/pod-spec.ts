import type {PodSpec, PodTemplateSpec} from '../../../api/kinds.ts'
import {goJson} from './go-json.ts'

const inSecurityContext = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']

/** A pod's spec as the server's own type prints it: sharing with the host is part of the security context there. */
export const goPodSpec = (spec: PodSpec): unknown => goJson('PodSpec', withSharing(spec))

/** The same of a pod template. */
export const goPodTemplate = ({metadata, spec}: PodTemplateSpec): unknown =>
  goJson('PodTemplateSpec', {metadata, ...(spec && {spec: withSharing(spec)})})

function withSharing(spec: PodSpec): PodSpec {
  const shared = Object.fromEntries(Object.entries(spec).filter(([field]) => inSecurityContext.includes(field)))
  return {...spec, securityContext: {...spec.securityContext, ...shared}}
}
