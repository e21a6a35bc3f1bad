import type {KubeObject} from '../../../api/object.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {decodeBody} from '../decoding/decode-body.ts'
import {limitedBody, readBody} from '../decoding/read-body.ts'
import {dedupOwnerReferences} from '../registry/owner-references.ts'
import {updateObject} from '../registry/update-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {matchNamespace} from './create.ts'
import {type ObjectView, shownBy, wholeObject} from './object-view.ts'
import {writeQuery} from './query-options.ts'
import {trackView} from './track-view.ts'

/** Replaces one object, or creates it where its kind allows that. */
export async function update(context: RequestContext, view: ObjectView = wholeObject(context)): Promise<ApiResponse> {
  const {definition, info, request, server, warnings} = context
  const form = outputForm(context)
  if (!info.name) throw badRequest('name must be provided')
  limitedBody(request)
  const options = writeQuery(info.query, 'UpdateOptions')
  const body = readBody(request)
  const {fieldValidation} = options
  const known = info.subresource === 'status' ? storeOf(context).peek(info.namespace, info.name) : undefined
  const decode = (): KubeObject => {
    const object = decodeBody(body, view.expected, {fieldValidation, warnings, resources: server.resources, known})
    matchNamespace(object, definition.namespaced ? info.namespace : '')
    dedupOwnerReferences(object, warnings)
    return object
  }
  const decoded = decode()
  checkName(decoded.metadata.name, info.name)
  const {uid} = decoded.metadata
  let unused: KubeObject | undefined = decoded
  /** A draft of its own for every attempt. */
  const draftOf = (): KubeObject => {
    const draft = unused ?? decode()
    unused = undefined
    return draft
  }
  const {object, created} = await updateObject(writeScope(context, options), {
    name: info.name,
    draft: current =>
      view.take(trackView(context, view, {draft: draftOf(), current, fieldManager: options.fieldManager}), current),
    managed: view.managed !== undefined,
    ...(uid && {preconditions: {uid}}),
    strategy: view.strategy,
    admitted: view.admitted,
  })
  return singleResponse(shownBy(context, view), view.show(object), form, created ? 201 : 200)
}

/** The name in a body must be the one in the URL. */
export function checkName(name: string | undefined, wanted: string): void {
  if (!name)
    throw badRequest(`the name of the object (${wanted} based on URL) was undeterminable: name must be provided`)
  if (name !== wanted)
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${wanted})`)
}
