import {exitCodes, Failure} from './failure.ts'
import {goJson, type JsonValue} from './go-json.ts'

/** One result in each of the formats that a command has for it; lines without a final newline. */
export interface Views {
  simple(): string[]
  json(): JsonValue
  fields?(): string[]
  table?(): string[]
}

const formats = ['simple', 'json', 'fields', 'table', 'protobuf']

/** Throws unless etcdctl knows the format. */
export function checkFormat(format: string): void {
  if (!formats.includes(format)) throw new Failure(exitCodes.badFeature, 'unsupported output format')
}

/** The text of a result in a format; throws where the command has no such view. */
export function render(format: string, views: Views): string {
  const lines = linesOf(format, views)
  if (!lines) throw new Failure(exitCodes.badFeature, `${format} not supported as output format`)
  return lines.map(line => `${line}\n`).join('')
}

function linesOf(format: string, views: Views): string[] | undefined {
  if (format === 'simple') return views.simple()
  if (format === 'json') return [goJson(views.json())]
  if (format === 'fields') return views.fields?.()
  if (format === 'table') return views.table?.()
  return undefined
}
