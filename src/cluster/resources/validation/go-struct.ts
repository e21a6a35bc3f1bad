/** A field of a Go struct: its name, then its zero value (null unless said) or its own fields, then its JSON name if it is another. */
export type GoField =
  | readonly [name: string]
  | readonly [name: string, zero: string | number | boolean, json?: string]
  | readonly [name: string, fields: readonly GoField[], json?: string]

/** An object as kube-apiserver's internal type prints in an error: every field, by its Go name. */
export function goStruct(fields: readonly GoField[], object: object): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([name, rest, json]) => {
      const value = (object as Record<string, unknown>)[json ?? name.charAt(0).toLowerCase() + name.slice(1)]
      if (Array.isArray(rest)) return [name, value ? goStruct(rest as readonly GoField[], value) : null]
      return [name, value ?? rest ?? null]
    }),
  )
}
