import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {type KubeObject, parseApiVersion} from '../../../../api/object.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'
import type {ServerParts} from '../../server-parts.ts'

type ParamKind = NonNullable<ValidatingAdmissionPolicy['spec']>['paramKind']
type ParamRef = NonNullable<ValidatingAdmissionPolicyBinding['spec']>['paramRef']

/** Why a policy cannot have parameters of its kind; undefined where it can, or wants none. */
export function paramKindProblem(server: ServerParts, paramKind: ParamKind): string | undefined {
  if (!paramKind || kindOf(server, paramKind)) return undefined
  const {group, version} = parseApiVersion(paramKind.apiVersion ?? '')
  return `failed to find resource referenced by paramKind: '${group}/${version}, Kind=${paramKind.kind}'`
}

function kindOf(server: ServerParts, paramKind: NonNullable<ParamKind>): ResourceDefinition | undefined {
  const {group, version} = parseApiVersion(paramKind.apiVersion ?? '')
  return server.resources.ofKind(group, version, paramKind.kind ?? '')
}

/** The parameters that a binding names: undefined alone where none are wanted. Throws where they cannot be had. */
export async function collectParams(
  server: ServerParts,
  paramKind: ParamKind,
  paramRef: ParamRef,
  namespace: string,
): Promise<(KubeObject | undefined)[]> {
  const definition = paramKind && kindOf(server, paramKind)
  if (!definition || !paramRef) return [undefined]
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
