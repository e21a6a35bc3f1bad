import {parseHexId} from './parse-int.ts'

/** The lease that an argument names. */
export const leaseArgument = (text: string): bigint =>
  parseHexId(text, why => `bad lease ID arg (${why}), expecting ID in Hex`)
