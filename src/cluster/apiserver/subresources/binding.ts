import {builtin} from '../../../api/builtin-resources.ts'
import {type FieldError, fieldErrorText, notSupported, required} from '../../../api/field-error.ts'
import type {Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {badRequest, conflict, notFound, StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {timestamp} from '../../runtime/clock.ts'
import {decodeBody} from '../decoding/decode-body.ts'
import {expectedKind} from '../decoding/expected-kind.ts'
import {readBody} from '../decoding/read-body.ts'
import {matchNamespace} from '../handlers/create.ts'
import {writeQuery} from '../handlers/query-options.ts'
import {createAttributes} from '../registry/create-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'
import {objectResponse, outputForm, successStatus} from '../responses.ts'
import {withPodCondition} from './pod-condition.ts'
import type {SubresourceHandler} from './subresource.ts'

interface Binding extends KubeObject {
  target: {kind?: string; name?: string}
}

/** Puts a pod on a node, once. Served at pods/binding and, with the pod's name as the object's own, at bindings. */
export const binding: SubresourceHandler = {create: bind}

export async function bind(context: RequestContext): Promise<ApiResponse> {
  const {server, info, request, warnings} = context
  const form = outputForm(context, {tables: false})
  const body = readBody(request)
  const options = writeQuery(info.query, 'CreateOptions')
  const bindings = server.resources.get({group: '', version: 'v1', resource: 'bindings'})
  const pods = server.resources.get(builtin.pods)
  if (!bindings || !pods) throw notFound({group: '', resource: 'bindings'}, info.name)
  const decoded = decodeBody(body, expectedKind(bindings), {
    fieldValidation: options.fieldValidation,
    warnings,
    resources: server.resources,
  })
  matchNamespace(decoded, info.namespace)
  const target = decoded as Binding
  const name = info.name || (target.metadata.name ?? '')
  if ((target.metadata.name ?? '') !== name) throw badRequest('name in URL does not match name in Binding object')
  const scope = writeScope(context, options)
  const attributes = {...createAttributes(scope, target), name}
  await server.admission.admit(attributes, server)
  const errors = targetErrors(target)
  if (errors.length > 0) throw new StatusError({message: aggregate(errors), code: 500})
  await server.admission.validate(attributes, server)
  const now = timestamp(server.clock.now())
  const {uid, resourceVersion} = target.metadata
  const preconditions = info.name ? {uid, resourceVersion} : {}
  // Labels go along where nodes' labels are given to pods (KEP-4742, off by default).
  if (!server.admission.includes('PodTopologyLabels')) delete target.metadata.labels
  await server
    .resourceStore(pods)
    .update(info.namespace, name, current => bound(current as Pod, target, now), {dryRun: scope.dryRun, preconditions})
  return objectResponse({...successStatus(), code: 201}, 201, form)
}

function targetErrors({target: {kind = '', name = ''}}: Binding): FieldError[] {
  const errors: FieldError[] = []
  if (kind !== '' && kind !== 'Node') errors.push(notSupported('target.kind', kind, ['Node', '<empty>']))
  if (name === '') errors.push(required('target.name'))
  return errors
}

const aggregate = (errors: FieldError[]): string =>
  errors.length === 1 ? fieldErrorText(errors[0]!) : `[${errors.map(fieldErrorText).join(', ')}]`

function bound(pod: Pod, {target, metadata}: Binding, now: string): KubeObject {
  const name = pod.metadata.name ?? ''
  const refuse = (why: string) => conflict({group: '', resource: 'pods/binding'}, name, `pod ${name} ${why}`)
  if (pod.metadata.deletionTimestamp) throw refuse('is being deleted, cannot be assigned to a host')
  if (pod.spec?.nodeName) throw refuse(`is already assigned to node ${JSON.stringify(pod.spec.nodeName)}`)
  if (pod.spec?.schedulingGates?.length) throw refuse('has non-empty .spec.schedulingGates')
  const {annotations, labels} = metadata
  const {nominatedNodeName: _, ...status} = pod.status ?? {}
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(annotations && {annotations: {...pod.metadata.annotations, ...annotations}}),
      ...(labels && {labels: {...pod.metadata.labels, ...labels}}),
    },
    spec: {...pod.spec!, nodeName: target.name},
    status: {
      ...status,
      conditions: withPodCondition(pod.status?.conditions, {type: 'PodScheduled', status: 'True'}, now),
    },
  }
}
