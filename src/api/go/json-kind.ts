/** What Go's encoding/json calls the kind of a value that it has read: `array`, `bool`, `number`, `object`, `string`. */
export const jsonKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
