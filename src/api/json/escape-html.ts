/** JSON text with <, >, & and the two line separators as escapes, as Go's encoding/json writes it unless told otherwise. */
export const escapeHtml = (json: string): string => json.replace(/[<>&\u2028\u2029]/g, escapeCharacter)

export const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
