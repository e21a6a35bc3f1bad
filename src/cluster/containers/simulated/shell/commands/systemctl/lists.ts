import type {ServiceView} from '../../../services/service-record.ts'
import type {Options} from './verb.ts'

interface Listed {
  name: string
  view: ServiceView
}

/** Services that are loaded: those that run or have failed, with --all all of them. */
export function listUnits(services: readonly Listed[], {flags}: Options): string {
  const shown = services.filter(({view}) => flags.has('all') || flags.has('a') || view.record.state !== 'inactive')
  const rows = shown.map(({name, view: {record, unit}}) => [
    `${record.state === 'failed' || record.state === 'waiting' ? '●' : ' '} ${name}.service`,
    'loaded',
    record.state === 'waiting' ? 'activating' : record.state,
    {active: 'running', inactive: 'dead', failed: 'failed', waiting: 'auto-restart'}[record.state],
    unit.description,
  ])
  return `${columns([['  UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], ...rows])}\n${shown.length} loaded units listed.\n`
}

export function listUnitFiles(services: readonly Listed[]): string {
  const rows = services.map(({name, view}) => [
    `${name}.service`,
    view.record.disabled ? 'disabled' : 'enabled',
    'enabled',
  ])
  return `${columns([['UNIT FILE', 'STATE', 'PRESET'], ...rows])}\n${rows.length} unit files listed.\n`
}

function columns(rows: string[][]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map(row => row[at]!.length)))
  return rows
    .map(
      row =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('')
}
