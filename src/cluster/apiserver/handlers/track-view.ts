import {apiVersionOf, type KubeObject} from '../../../api/object.ts'
import {trackUpdate, type Writer} from '../../../api/patch/managed-fields/index.ts'
import {headerOf} from '../encoding/negotiate.ts'
import {managerOr, setManagedFields, writerOf} from '../field-manager.ts'
import type {RequestContext} from '../request-context.ts'
import type {ObjectView} from './object-view.ts'

/** Records on a changed view who set which of its fields, where the view keeps account of that itself. */
export function trackView(
  context: RequestContext,
  view: ObjectView,
  {draft, current, fieldManager}: {draft: KubeObject; current: KubeObject | undefined; fieldManager: string},
): KubeObject {
  if (!view.managed || !current) return draft
  const manager = managerOr(fieldManager, headerOf(context.request, 'user-agent'))
  const entries = trackUpdate(view.expected.schema, view.managed(current), draft, viewWriter(context, view, manager))
  setManagedFields(draft, entries)
  return draft
}

/** Who writes a view. */
export function viewWriter({definition, info, server}: RequestContext, view: ObjectView, manager: string): Writer {
  const writer = writerOf({definition, manager, subresource: info.subresource, now: server.clock.now()})
  return view.managed ? {...writer, apiVersion: apiVersionOf(view.expected), ignored: []} : writer
}
