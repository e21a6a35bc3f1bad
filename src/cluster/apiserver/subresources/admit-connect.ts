import type {RequestContext} from '../request-context.ts'

/** Asks admission about a connection that is no write. */
export async function admitConnect({server, definition, info, user, warnings}: RequestContext): Promise<void> {
  const attributes = {
    operation: 'CONNECT' as const,
    definition,
    subresource: info.subresource,
    namespace: info.namespace,
    name: info.name,
    dryRun: false,
    user,
    options: {},
    warnings,
  }
  await server.admission.admit(attributes, server)
  await server.admission.validate(attributes, server)
}
