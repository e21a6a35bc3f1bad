import {badRequest} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {decodeBody, expectedKind} from '../decoding/decode-body.ts'
import {readBody} from '../decoding/read-body.ts'
import {type UpdateStrategy, updateObject} from '../registry/update-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {matchNamespace} from './create.ts'
import {writeQuery} from './query-options.ts'

/** Replaces one object, or creates it where its kind allows that. */
export async function update(context: RequestContext, strategy?: UpdateStrategy): Promise<ApiResponse> {
  const {definition, info, request, server, warnings} = context
  const form = outputForm(context)
  const body = readBody(request)
  const options = writeQuery(info.query, 'UpdateOptions')
  const {fieldValidation} = options
  const decoded = decodeBody(body, expectedKind(definition), {fieldValidation, warnings, resources: server.resources})
  matchNamespace(decoded, definition.namespaced ? info.namespace : '')
  checkName(decoded.metadata.name, info.name)
  const uid = decoded.metadata.uid
  let fresh = true
  const {object, created} = await updateObject(writeScope(context, options), {
    name: info.name,
    draft: () => {
      if (fresh) {
        fresh = false
        return {...decoded, metadata: {...decoded.metadata}}
      }
      return decodeBody(body, expectedKind(definition), {
        fieldValidation: 'Ignore',
        warnings,
        resources: server.resources,
      })
    },
    ...(uid && {preconditions: {uid}}),
    strategy,
  })
  return singleResponse(context, object, form, created ? 201 : 200)
}

/** The name in a body must be the one in the URL. */
export function checkName(name: string | undefined, wanted: string): void {
  if (!name) throw badRequest('the name of the object (based on URL) was undeterminable: name must be provided')
  if (name !== wanted)
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${wanted})`)
}
