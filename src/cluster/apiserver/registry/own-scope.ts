import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {WriteScope} from './write-scope.ts'

/** The scope of what the API server writes in its own name, as its loopback client does. */
export const ownScope = (
  server: ServerParts,
  definition: ResourceDefinition,
  {namespace = '', subresource = ''}: {namespace?: string; subresource?: string} = {},
): WriteScope => ({
  server,
  definition,
  namespace,
  subresource,
  user: {name: 'system:apiserver', groups: ['system:masters', 'system:authenticated']},
  warnings: new Warnings(),
  dryRun: false,
  fieldManager: 'kube-apiserver',
})
