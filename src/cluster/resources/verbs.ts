import type {Verb} from './define-resource.ts'

/** The verbs of a kind that is stored: all there are. */
export const everyVerb: Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

/** Those of a subresource that is a part of the object, such as status and scale. */
export const readWriteVerbs: Verb[] = ['get', 'patch', 'update']

/** Those of a subresource that passes HTTP requests on. */
export const proxyVerbs: Verb[] = ['create', 'delete', 'get', 'patch', 'update']
