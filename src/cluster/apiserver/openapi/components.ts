import type {JsonObject} from '../../../api/object.ts'
import {findSchema, openApiOf} from '../../../api/schema/index.ts'
import type {Descriptions} from './descriptions.ts'
import {inGoOrder} from './schema-order.ts'

const prefix = '#/components/schemas/'

/** The built-in types that a document refers to, and all that they refer to, by name. */
export function components(
  roots: unknown,
  descriptions: Descriptions,
  custom: Record<string, JsonObject> = {},
): Record<string, JsonObject> {
  const found = new Map<string, JsonObject>()
  const waiting = references(roots)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    const schema = custom[name] ?? builtIn(name, descriptions)
    if (!schema) continue
    found.set(name, schema)
    waiting.push(...references(schema))
  }
  return Object.fromEntries(
    [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, schema]) => [name, inGoOrder(schema)]),
  )
}

function builtIn(name: string, descriptions: Descriptions): JsonObject | undefined {
  const schema = findSchema(name)
  const prose = descriptions[name]
  const valuesOf = (field: string) => schema?.fields.get(field)?.schema.enum
  return schema && openApiOf(schema, prose && ((field = '') => withValues(prose[field], valuesOf(field))))
}

/** A server lists at the end what may be chosen from; the prose may do so too, with more or fewer values than this version has. */
function withValues(text: string | undefined, values: readonly unknown[] | undefined): string | undefined {
  if (!text) return text
  const [body, gap = '\n\n', list = ''] = text.split(/(\n\n+)Possible enum values:\n/)
  if (!values) return body
  const meanings = new Map(
    list
      .split('\n - ')
      .map(line => line.replace(/^ - /, ''))
      .map(line => [line.split(' ', 1)[0], line]),
  )
  const lines = values.map(value => `\`${JSON.stringify(value)}\``).map(value => ` - ${meanings.get(value) ?? value}`)
  return `${body}${gap}Possible enum values:\n${lines.join('\n')}`
}

function references(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) references(item, found)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      if (key === '$ref' && typeof item === 'string') found.push(item.slice(prefix.length))
      else references(item, found)
  return found
}
