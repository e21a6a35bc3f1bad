import {messageTable} from './message-table.ts'

/** A field's name and type: `string`, `[]bool`, `map<string,bytes>`, or the name of a message. */
export interface MessageField {
  name: string
  type: string
}

const parsed = new Map<string, Map<number, MessageField>>()
let lines: Map<string, string> | undefined

/** The fields of a message by their numbers; undefined where there is no such message. */
export function messageFields(name: string): Map<number, MessageField> | undefined {
  const known = parsed.get(name)
  if (known) return known
  const line = index().get(name)
  if (line === undefined) return undefined
  const entries = Object.entries(JSON.parse(line) as Record<string, [number, string]>)
  const fields = new Map(entries.map(([field, [number, type]]) => [number, {name: field, type}]))
  parsed.set(name, fields)
  return fields
}

function index(): Map<string, string> {
  lines ??= new Map(
    messageTable.split('\n').map(line => {
      const space = line.indexOf(' ')
      return [line.slice(0, space), line.slice(space + 1)]
    }),
  )
  return lines
}
