import type {JsonObject, KubeObject} from '../../api/object.ts'
import {escapeTerminal} from './escape-terminal.ts'
import {plainRows} from './plain-table.ts'
import {isTable, type Table, type TableColumn, type TableRow} from './table.ts'

export interface TablePrinterOptions {
  wide?: boolean
  noHeaders?: boolean
  withNamespace?: boolean
  showLabels?: boolean
  columnLabels?: readonly string[]
  /** `deployment.apps`: stands before each name. */
  kindPrefix?: string
  /** Milliseconds since the epoch, for ages of objects that came without a table. */
  now: number
}

/**
 * Turns tables, and objects that came without one, into lines of cells. Remembers the last header, as watched tables leave their columns
 * out after the first.
 */
export class TablePrinter {
  private readonly options: TablePrinterOptions
  private columns: TableColumn[] = []
  private printedHeaders = false

  constructor(options: TablePrinterOptions) {
    this.options = options
  }

  /** The lines for one object; `eventType` goes into a first column EVENT. */
  lines(object: JsonObject, eventType?: string): string[][] {
    const table = isTable(object) ? (object as unknown as Table) : plainRows(object as KubeObject, this.options.now)
    const columns = this.columnsOf(table)
    const rows = table.rows ?? []
    const withHeaders = !this.options.noHeaders && !this.printedHeaders && rows.length > 0
    if (rows.length > 0) this.printedHeaders = true
    const shown = columns
      .map((column, index) => ({column, index}))
      .filter(({column}) => this.options.wide || !column.priority)
    const nameColumn = this.options.kindPrefix
      ? columns.findIndex(({format, type}) => format === 'name' && type === 'string')
      : -1
    const lines = rows.map(row => {
      const cells = shown
        .filter(({index}) => index < row.cells.length)
        .map(({index}) => (index === nameColumn ? `${this.options.kindPrefix}/` : '') + cellText(row.cells[index]))
      return this.decorated(cells, row, eventType)
    })
    return withHeaders
      ? [
          this.header(
            shown.map(({column}) => column),
            eventType,
          ),
          ...lines,
        ]
      : lines
  }

  private columnsOf({columnDefinitions}: Table): TableColumn[] {
    if (!columnDefinitions || columnDefinitions.length === 0) return this.columns
    if (JSON.stringify(columnDefinitions) !== JSON.stringify(this.columns)) {
      this.columns = columnDefinitions
      this.printedHeaders = false
    }
    return this.columns
  }

  private header(columns: TableColumn[], eventType: string | undefined): string[] {
    const {withNamespace, columnLabels = [], showLabels} = this.options
    return [
      ...(eventType === undefined ? [] : ['EVENT']),
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...columns.map(({name}) => name.toUpperCase()),
      ...columnLabels.map(label => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ]
  }

  private decorated(cells: string[], {object}: TableRow, eventType: string | undefined): string[] {
    const {withNamespace, columnLabels = [], showLabels} = this.options
    const labels = object?.metadata?.labels ?? {}
    return [
      ...(eventType === undefined ? [] : [eventType]),
      ...(withNamespace ? [object?.metadata?.namespace ?? ''] : []),
      ...cells,
      ...columnLabels.map(label => labels[label] ?? ''),
      ...(showLabels ? [object ? labelText(labels) : ''] : []),
    ]
  }
}

/** `a=b,c=d`, sorted; `<none>` for none. */
function labelText(labels: Record<string, string>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map(key => `${key}=${labels[key]}`)
  return pairs.length > 0 ? pairs.join(',') : '<none>'
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'string' ? cell : goText(cell)
  const end = text.search(/[\f\n\r]/)
  return end < 0 ? escapeTerminal(text) : `${escapeTerminal(text.slice(0, end))}...`
}

/** As Go's fmt.Sprint shows decoded JSON. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value !== 'object') return typeof value === 'number' ? goNumber(value) : String(value)
  const object = value as JsonObject
  const pairs = Object.keys(object)
    .sort()
    .map(key => `${key}:${goText(object[key])}`)
  return `map[${pairs.join(' ')}]`
}

function goNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value)
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}
