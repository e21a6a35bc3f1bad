import type {KubeObject} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import type {Description} from './description.ts'

/** What a describer may use beside the object. */
export interface DescribeContext {
  client: Client
  /** How many objects of a list to ask for at once; 0 asks for all. */
  chunkSize: number
  /** Milliseconds since the epoch, which ages count to. */
  readonly now: number
  showEvents: boolean
}

/** Writes what there is to say of an object of one kind, without its events. */
export type DescribeObject<T = KubeObject> = (
  object: T,
  out: Description,
  context: DescribeContext,
) => Promise<void> | void

/** How one kind is described. */
export interface Describer {
  describe: DescribeObject<never>
  /** Which events belong to the object; false for kinds that are shown without. */
  events?: 'own' | 'any-kind' | 'node' | false
  /** The version that is described, whatever was asked for. */
  version?: string
}

/** Declares a describer; its object's type is known where it is written. */
export const describer = <T>(
  describe: DescribeObject<T>,
  options: Pick<Describer, 'events' | 'version'> = {},
): Describer => ({describe: describe as DescribeObject<never>, events: 'own', ...options})
