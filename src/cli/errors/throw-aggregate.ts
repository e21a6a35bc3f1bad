/** Several errors as one, as Go prints them together. */
export function throwAggregate(errors: readonly Error[]): void {
  if (errors.length === 0) return
  const texts = [...new Set(errors.map(({message}) => message))]
  throw new Error(texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`)
}
