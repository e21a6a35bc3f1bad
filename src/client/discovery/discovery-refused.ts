import {StatusError} from '../../api/status-error.ts'

/** A server that does not say what it serves to somebody whom it does not know. */
export class DiscoveryRefused extends StatusError {
  /** The connection was not, as a ConnectionError's may have been. */
  readonly refused = false
}
