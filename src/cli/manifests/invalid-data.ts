/** A document that is not valid, or cannot be known to be. */
export const invalidData = (source: string, why: string): Error =>
  new Error(
    `error validating ${JSON.stringify(source)}: error validating data: ${why}; if you choose to ignore these errors, turn validation off with --validate=false`,
  )
