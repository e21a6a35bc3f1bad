import {attempt} from '../../../api/attempt.ts'
import {copyJson} from '../../../api/json/copy.ts'
import {notFound, StatusError, unsupportedMediaType} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {bodyJson, bodyText, limitedBody} from '../decoding/read-body.ts'
import {headerOf} from '../encoding/negotiate.ts'
import {updateObject} from '../registry/update-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {apply} from './apply.ts'
import {matchNamespace} from './create.ts'
import {type ObjectView, shownBy, wholeObject} from './object-view.ts'
import {decodePatched} from './patching/decode-patched.ts'
import {jsonPatch} from './patching/json-patch.ts'
import {mergePatch} from './patching/merge-patch.ts'
import type {PatchKind} from './patching/patch-kind.ts'
import {strategicPatch} from './patching/strategic-patch.ts'
import {patchQuery} from './query-options.ts'
import {trackView} from './track-view.ts'
import {checkName} from './update.ts'

const kinds: Record<string, PatchKind> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicPatch,
}

/** Whether a Content-Type header names some language of patches among others, which is all that Kubernetes' router asks for. */
export const namesPatchType = (header: string): boolean =>
  header.split(',').some(clause => isPatchType(clause.split(';', 1)[0]!.trim()))

const isPatchType = (type: string): boolean => Object.hasOwn(kinds, type) || type === applied

const applied = 'application/apply-patch+yaml'

/** Changes one object by a patch, in whichever of Kubernetes' languages it is written. */
export async function patch(context: RequestContext, view: ObjectView = wholeObject(context)): Promise<ApiResponse> {
  const {definition, info, request, server, warnings} = context
  const header = headerOf(request, 'content-type')
  const [type = ''] = header.split(';', 1)
  if (type === applied) return apply(context, view)
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  if (!kind || (definition.structural && kind === strategicPatch))
    throw unknownPatch(header, definition.structural !== undefined)
  const form = outputForm(context)
  const body = limitedBody(request)
  const options = patchQuery(info.query, false)
  const text = typeof body === 'object' && !(body instanceof Uint8Array) ? undefined : bodyText(body)
  const read = () =>
    kind.read(text === undefined ? body : () => bodyJson(body, text), options.fieldValidation === 'Ignore')
  // A patch that cannot be read is only told of where there is an object to patch.
  const readable = attempt(read)
  if ('value' in readable) warnings.audit?.patched(readable.value)
  const {object} = await updateObject(writeScope(context, options), {
    name: info.name,
    draft: current => {
      if (!current) throw notFound(groupResourceOf(definition), info.name)
      if ('error' in readable) throw readable.error
      const value = kind.consumes ? copyJson(readable.value) : readable.value
      const shown = (view.managed ?? view.show)(current)
      const patched = kind.apply(shown, value, view.expected.schema)
      const draft = decodePatched({
        before: shown,
        patched,
        patch: value,
        text,
        kind,
        view,
        fieldValidation: options.fieldValidation,
        warnings,
        resources: server.resources,
      })
      matchNamespace(draft, definition.namespaced ? info.namespace : '')
      checkName(draft.metadata.name, info.name)
      return view.take(trackView(context, view, {draft, current, fieldManager: options.fieldManager}), current)
    },
    managed: view.managed !== undefined,
    strategy: view.strategy,
    admitted: view.admitted,
  })
  return singleResponse(shownBy(context, view), view.show(object), form)
}

function unknownPatch(header: string, custom: boolean): StatusError {
  if (!custom && !namesPatchType(header))
    return new StatusError({
      message: '415: Unsupported Media Type',
      reason: 'UnsupportedMediaType',
      details: {},
      code: 415,
    })
  const accepted = [...Object.keys(kinds), applied].filter(type => !custom || kinds[type] !== strategicPatch)
  return unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  )
}
