import type {JsonObject} from '../../../api/object.ts'

/** One parameter of an operation, as OpenAPI v3 has it. */
export interface Parameter extends JsonObject {
  name: string
  in: 'query' | 'path'
}

type ParameterType = 'string' | 'boolean' | 'integer'

const query = (name: string, type: ParameterType = 'string'): Parameter => ({
  name,
  in: 'query',
  schema: {type, uniqueItems: true},
})

const path = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: {type: 'string', uniqueItems: true},
})

export const namePath = path('name')
export const namespacePath = path('namespace')
export const proxyPath = path('path')
export const pretty = query('pretty')
export const resourceVersion = query('resourceVersion')

/** Those of a collection that is read. */
export const listing: Parameter[] = [
  query('allowWatchBookmarks', 'boolean'),
  query('continue'),
  query('fieldSelector'),
  query('labelSelector'),
  query('limit', 'integer'),
  resourceVersion,
  query('resourceVersionMatch'),
  query('sendInitialEvents', 'boolean'),
  query('timeoutSeconds', 'integer'),
  query('watch', 'boolean'),
]

export const writing: Parameter[] = [query('dryRun'), query('fieldManager'), query('fieldValidation')]

export const patching: Parameter[] = [...writing, query('force', 'boolean')]

export const deleting: Parameter[] = [
  query('dryRun'),
  query('gracePeriodSeconds', 'integer'),
  query('ignoreStoreReadErrorWithClusterBreakingPotential', 'boolean'),
  query('orphanDependents', 'boolean'),
  query('propagationPolicy'),
]

/** A collection's delete takes both, but never watches. */
export const deletingCollection: Parameter[] = [
  ...deleting,
  ...listing.filter(({name}) => name !== 'allowWatchBookmarks' && name !== 'watch'),
]

/** Those of subresources that have their own, by the kind of their options. */
export const optionParameters: Record<string, Parameter[]> = {
  PodLogOptions: [
    query('container'),
    query('follow', 'boolean'),
    query('insecureSkipTLSVerifyBackend', 'boolean'),
    query('limitBytes', 'integer'),
    query('previous', 'boolean'),
    query('sinceSeconds', 'integer'),
    query('stream'),
    query('tailLines', 'integer'),
    query('timestamps', 'boolean'),
  ],
  PodExecOptions: [
    query('command'),
    query('container'),
    query('stderr', 'boolean'),
    query('stdin', 'boolean'),
    query('stdout', 'boolean'),
    query('tty', 'boolean'),
  ],
  PodAttachOptions: [
    query('container'),
    query('stderr', 'boolean'),
    query('stdin', 'boolean'),
    query('stdout', 'boolean'),
    query('tty', 'boolean'),
  ],
  PodPortForwardOptions: [query('ports', 'integer')],
  PodProxyOptions: [query('path')],
  NodeProxyOptions: [query('path')],
  ServiceProxyOptions: [query('path')],
}

/** By name, then place. */
export const sorted = (parameters: readonly Parameter[]): Parameter[] =>
  [...parameters].sort((a, b) => (a.name === b.name ? (a.in < b.in ? -1 : 1) : a.name < b.name ? -1 : 1))
