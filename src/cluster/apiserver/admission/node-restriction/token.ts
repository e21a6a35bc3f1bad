import {builtin} from '../../../../api/builtin-resources.ts'
import type {CSIDriver, PersistentVolume, PersistentVolumeClaim, Pod, Volume} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {notFound} from '../../../../api/status-error.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {lookUp} from '../lookup.ts'
import {refuse} from '../refuse.ts'
import {quoted, type Restriction} from './restriction.ts'

const core = (resource: string) => ({group: '', version: 'v1', resource})

interface TokenRequest extends KubeObject {
  spec: {
    audiences?: string[]
    boundObjectRef?: {apiVersion?: string; kind?: string; name?: string; uid?: string} | null
  }
}

/** Tokens for pods that are bound to it, and for whom those pods want them. */
export const restrictToken: Restriction = async (attributes, nodeName, server) => {
  if (attributes.operation !== 'CREATE' || attributes.subresource !== 'token') return
  const {spec} = attributes.object as TokenRequest
  const bound = spec.boundObjectRef
  if (bound?.apiVersion !== 'v1' || bound.kind !== 'Pod' || !bound.name)
    throw refuse(attributes, 'node requested token not bound to a pod')
  if (!bound.uid) throw refuse(attributes, 'node requested token with a pod binding without a uid')
  const pod = await lookUp<Pod>(server, core('pods'), attributes.namespace, bound.name)
  if (!pod) throw notFound({group: '', resource: 'pod'}, bound.name)
  if (bound.uid !== pod.metadata.uid)
    throw refuse(
      attributes,
      `the UID in the bound object reference (${bound.uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  if (pod.spec?.nodeName !== nodeName)
    throw refuse(attributes, 'node requested token bound to a pod scheduled on a different node')
  await checkAudience(attributes, spec.audiences ?? [], pod, server)
}

async function checkAudience(
  attributes: AdmissionAttributes,
  [audience = '', ...more]: string[],
  pod: Pod,
  server: ServerParts,
): Promise<void> {
  if (more.length > 0) throw refuse(attributes, 'node may only request 0 or 1 audiences')
  for (const volume of pod.spec?.volumes ?? []) if (await wants(volume, audience, pod, server)) return
  const {user, namespace, name} = attributes
  const verb = 'request-serviceaccounts-token-audience'
  const about = {user, verb, resourceRequest: true, group: '', version: 'v1', resource: audience, subresource: ''}
  const {allowed} = await server.authorizer.authorize({...about, namespace, name, path: ''})
  if (allowed) return
  throw refuse(
    attributes,
    `audience ${quoted(audience)} not found in pod spec volume, ${user.name} is not authorized to request tokens for this audience`,
  )
}

/** A volume asks for tokens itself, or its driver does. */
async function wants(volume: Volume, audience: string, pod: Pod, server: ServerParts): Promise<boolean> {
  const own = volume.projected?.sources ?? []
  if (own.some(({serviceAccountToken: token}) => token && (token.audience ?? '') === audience)) return true
  const driver = volume.csi?.driver ?? (await driverOfClaim(volume, pod, server))
  if (!driver) return false
  const found = await lookUp<CSIDriver>(server, builtin.csiDrivers, '', driver)
  return (found?.spec.tokenRequests ?? []).some(request => request.audience === audience)
}

async function driverOfClaim(volume: Volume, {metadata}: Pod, server: ServerParts): Promise<string | undefined> {
  const claimName =
    volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${metadata.name}-${volume.name}` : undefined)
  if (!claimName) return undefined
  const claims = core('persistentvolumeclaims')
  const claim = await lookUp<PersistentVolumeClaim>(server, claims, metadata.namespace ?? '', claimName)
  if (!claim?.spec?.volumeName) return undefined
  const bound = await lookUp<PersistentVolume>(server, core('persistentvolumes'), '', claim.spec.volumeName)
  return bound?.spec?.csi?.driver
}
