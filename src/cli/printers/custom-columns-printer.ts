import {evaluateJsonPath, type ListNode, parseJsonPath, relaxedJsonPath} from '../../api/jsonpath/index.ts'
import type {KubeList, KubeObject} from '../../api/object.ts'
import {PartlyPrinted} from '../errors/partly-printed.ts'
import {escapeTerminal} from './escape-terminal.ts'
import type {ObjectPrinter} from './object-printer.ts'
import {alignLines} from './tab-writer.ts'
import {goText} from './table-printer.ts'

export interface CustomColumn {
  header: string
  path: string
}

/** Columns of one's own: a header, and a line for each object with what each path finds, `<none>` for nothing. Throws PartlyPrinted. */
export function customColumnsPrinter(
  columns: readonly CustomColumn[],
  {noHeaders}: {noHeaders: boolean},
): ObjectPrinter {
  let printedHeaders = false
  return {
    print(object) {
      const items = Array.isArray(object['items']) ? (object as unknown as KubeList).items : [object]
      const lines = noHeaders || printedHeaders ? [] : [columns.map(column => column.header)]
      printedHeaders = true
      try {
        const paths = columns.map(({path}) => parseJsonPath(path))
        for (const item of items) lines.push(paths.map(path => cellOf(path, item)))
      } catch (error) {
        throw new PartlyPrinted(alignLines(lines), error)
      }
      return alignLines(lines)
    },
  }
}

/** `NAME:.metadata.name,IMAGE:.spec.containers[*].image` */
export function columnsOfSpec(spec: string): CustomColumn[] {
  return spec.split(',').map(part => {
    const colon = part.indexOf(':')
    if (colon < 0) throw new Error(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    return {header: part.slice(0, colon), path: relaxedJsonPath(part.slice(colon + 1))}
  })
}

/** Two lines: headers, and a path under each. */
export function columnsOfFile(text: string): CustomColumn[] {
  const [headerLine, specLine] = text.split('\n')
  const expected = 'Expected format is one line of space separated headers, one line of space separated column specs.'
  if (!headerLine) throw new Error(`invalid template, missing header line. ${expected}`)
  if (!specLine) throw new Error(`invalid template, missing spec line. ${expected}`)
  const headers = words(headerLine)
  const specs = words(specLine)
  if (headers.length !== specs.length)
    throw new Error(`number of headers (${headers.length}) and field specifications (${specs.length}) don't match`)
  return headers.map((header, index) => ({header, path: relaxedJsonPath(specs[index] as string)}))
}

const words = (line: string): string[] => line.split(/\s+/).filter(word => word !== '')

function cellOf(path: ListNode, object: KubeObject): string {
  const results = evaluateJsonPath(path, object, {allowMissingKeys: true})
  const values = results.flat()
  if ((results[0]?.length ?? 0) === 0) return ['<none>', ...values.map(show)].join(',')
  return values.map(show).join(',')
}

const show = (value: unknown): string => escapeTerminal(goText(value))
