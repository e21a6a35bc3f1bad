import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {headerOf} from '../encoding/negotiate.ts'
import {managerOr} from '../field-manager.ts'
import type {RequestContext, Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'

/** Who writes what, and how. */
export interface WriteScope {
  server: ServerParts
  definition: ResourceDefinition
  namespace: string
  /** '' for the object itself. */
  subresource: string
  user: UserInfo
  warnings: Warnings
  dryRun: boolean
  fieldManager: string
  /** One of many objects that are deleted at once: admission is told no name. */
  collection?: true
}

/** The scope of a request's own write. */
export function writeScope(context: RequestContext, options: {dryRun: boolean; fieldManager?: string}): WriteScope {
  const {server, definition, info, user, warnings, request} = context
  return {
    server,
    definition,
    namespace: info.namespace,
    subresource: info.subresource,
    user,
    warnings,
    dryRun: options.dryRun,
    fieldManager: managerOr(options.fieldManager ?? '', headerOf(request, 'user-agent')),
  }
}
