import type {GroupVersionKind, JsonObject} from '../../api/object.ts'
import type {StatusError} from '../../api/status-error.ts'
import type {ApiRequest} from '../../client/transport.ts'

/** Who is asking, once known. */
export interface UserInfo {
  name: string
  uid?: string
  groups: string[]
  extra?: Record<string, string[]>
}

/** A request as a transport hands it to the API server, with what the connection itself proves. */
export interface ServerRequest extends ApiRequest {
  /** In process: a component that the composition root has already identified. */
  user?: UserInfo
  /** Over TLS: the verified client certificate, DER. */
  certificate?: Uint8Array
  /** Comes from another process, and takes its turn among all that do. */
  outside?: boolean
  /** Why the body could not be read; told to whoever is known and allowed, and asks for it. */
  unreadable?: StatusError
  /** Reads a protobuf body that does not say what it is as one of a kind. Throws a RangeError. */
  decodeAs?(kind: GroupVersionKind): JsonObject
  /** The other end's address, for audit and logs. */
  remoteAddress?: string
}
