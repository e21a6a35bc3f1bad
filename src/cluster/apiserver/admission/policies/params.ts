import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {type KubeObject, parseApiVersion} from '../../../../api/object.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'
import type {ServerParts} from '../../server-parts.ts'

/** The parameters that a binding names: undefined alone where the policy takes none. Throws where they cannot be had. */
export async function collectParams(
  server: ServerParts,
  {spec: policy}: ValidatingAdmissionPolicy,
  {spec: binding}: ValidatingAdmissionPolicyBinding,
  namespace: string,
): Promise<(KubeObject | undefined)[]> {
  const {paramKind} = policy ?? {}
  const {paramRef} = binding ?? {}
  if (!paramKind || !paramRef) return [undefined]
  const {group, version} = parseApiVersion(paramKind.apiVersion ?? '')
  const definition = server.resources.ofKind(group, version, paramKind.kind ?? '')
  if (!definition)
    throw new Error(
      `failed to find resource referenced by paramKind: '${paramKind.apiVersion}, Kind=${paramKind.kind}'`,
    )
  if (definition.namespaced && !paramRef.namespace && !namespace)
    throw new Error('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources')
  if (!definition.namespaced && paramRef.namespace)
    throw new Error('paramRef.namespace must not be provided for a cluster-scoped `paramKind`')
  const where = definition.namespaced ? paramRef.namespace || namespace : ''
  const store = server.resourceStore(definition)
  const found = paramRef.name
    ? [await store.getCached(where, paramRef.name)]
    : (await store.listCached(where)).filter(({metadata}) => matchesSelector(paramRef.selector, metadata.labels))
  const params = found.filter(param => param !== undefined)
  if (params.length === 0 && paramRef.parameterNotFoundAction === 'Deny')
    throw new Error('no params found for policy binding with `Deny` parameterNotFoundAction')
  return params
}
