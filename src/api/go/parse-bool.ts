const truths: Record<string, boolean> = {
  '1': true,
  t: true,
  T: true,
  true: true,
  TRUE: true,
  True: true,
  '0': false,
  f: false,
  F: false,
  false: false,
  FALSE: false,
  False: false,
}

/** Go's strconv.ParseBool. */
export function parseBool(text: string): boolean {
  const value = Object.hasOwn(truths, text) ? truths[text] : undefined
  if (value === undefined) throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
  return value
}
