import type {Run} from '../result.ts'

/** What stands behind a verb beside the names of services. */
export interface Options {
  flags: Set<string>
  values: Map<string, string>
  /** The node's time; milliseconds. */
  now: number
}

/** One of systemctl's verbs; names are without `.service`. */
export type Verb = (services: string[], options: Options) => ReturnType<Run>
