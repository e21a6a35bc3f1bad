import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'

/** Refuses a node's write of one kind by throwing Forbidden. */
export type Restriction = (
  attributes: AdmissionAttributes,
  nodeName: string,
  server: ServerParts,
) => void | Promise<void>

export const quoted = (text: string | undefined): string => JSON.stringify(text ?? '')
