/** What comes of something, to be told of later if it fails. */
export function attempt<T>(act: () => T): {value: T} | {error: unknown} {
  try {
    return {value: act()}
  } catch (error) {
    return {error}
  }
}
