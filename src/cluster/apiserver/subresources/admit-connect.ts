import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {RequestContext} from '../request-context.ts'

/** Asks admission about a connection that is no write; `options` are what it is asked for, as a PodAttachOptions or the like has them. */
export async function admitConnect(
  {server, definition, info, user, warnings}: RequestContext,
  options: JsonObject,
): Promise<void> {
  const kind = definition.subresources?.[info.subresource]?.kind
  const given = Object.entries(options).filter(([, value]) => value !== '' && value !== false)
  const attributes = {
    operation: 'CONNECT' as const,
    definition,
    subresource: info.subresource,
    namespace: info.namespace,
    name: info.name,
    object: {kind, apiVersion: definition.version, ...Object.fromEntries(given)} as KubeObject,
    dryRun: false,
    user,
    options: {},
    warnings,
  }
  await server.admission.admit(attributes, server)
  await server.admission.validate(attributes, server)
}
