/** The field that is at a place (`name`, `[0].name`) within another one. */
export const within = (path: string, field: string): string =>
  !field ? path : field.startsWith('[') ? `${path}${field}` : `${path}.${field}`
