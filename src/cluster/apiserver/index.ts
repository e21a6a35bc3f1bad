/**
 * The API server: a function from requests to answers. It alone reads and writes the store; everybody else, in this process or not, is its client.
 * A request goes: authenticate → authorize → route → decode → default → admit → validate → store → encode. `handlers/` has a file per verb,
 * `subresources/` one per subresource, `registry/` what is done to stored objects, `admission/` the plugins, `encoding/` and `decoding/` the
 * forms in which objects travel. It knows no kind by name that a ResourceDefinition could describe, and never mutates what it has stored or shown.
 */
export {type ApiServer, type ApiServerOptions, createApiServer, type PathHandler} from './create-api-server.ts'
export type {NodeConnector} from './node-connector.ts'
export type {ServerRequest, UserInfo} from './server-request.ts'
