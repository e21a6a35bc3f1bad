import type {ApiResponse} from '../../../client/transport.ts'
import type {RequestContext} from '../request-context.ts'

type Handler = (context: RequestContext) => Promise<ApiResponse>

/** What a subresource does for each verb that its kind declares. */
export interface SubresourceHandler {
  get?: Handler
  create?: Handler
  update?: Handler
  patch?: Handler
  delete?: Handler
}
