/** A word that a shell leaves as it is. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
