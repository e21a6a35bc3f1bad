import {groupResourceName, type KubeObject} from '../../api/object.ts'
import {isNotFound, StatusError} from '../../api/status-error.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {ErrorList, oneByOne, ProgramError, throwCollected} from '../errors/command-error.ts'
import {listedErrorText} from '../errors/render-error.ts'
import {alignLines} from '../printers/tab-writer.ts'
import {isTable, type Table} from '../printers/table.ts'
import {TablePrinter} from '../printers/table-printer.ts'
import type {Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import type {GetInvocation} from './get.ts'
import {inObjects, inRows, unlessUnsortable} from './unless-unsortable.ts'

/** Prints a table for each kind of object, a blank line between two. */
export async function getHuman(invocation: GetInvocation, query: TargetQuery): Promise<void> {
  const {flags} = invocation
  const found = await collectTargets(invocation, {...query, keepLists: flags['server-print']})
  const every = oneByOne(found.visitErrors)
  const errors = flags['ignore-not-found'] ? every.filter(error => !isMissing(error)) : every
  const targets = flags['sort-by'] ? await sorted(invocation, found.targets) : found.targets
  const withKind = severalKinds(targets)
  let written = false
  for (const group of byResource(targets)) {
    const printer = tablePrinter(invocation, group[0]!.resource, withKind)
    const text = alignLines(group.flatMap(({object}) => (object ? printer.lines(object) : [])))
    if (text === '') continue
    invocation.out(written && !flags['no-headers'] ? `\n${text}` : text)
    written = true
  }
  if (!written && !flags['ignore-not-found'] && errors.length === 0) await sayNothingFound(invocation, targets)
  throwCollected(found.byName ? errors : errors.map(withoutPrefix))
}

/** Whether nothing is wrong but that objects are not there. */
const isMissing = (error: unknown): boolean =>
  error instanceof ErrorList ? error.errors.every(isMissing) : isNotFound(error)

/** What goes wrong with a file or a list stands there as if it were one of several. */
const withoutPrefix = (error: unknown): unknown =>
  error instanceof StatusError || error instanceof ConnectionError ? error : new ProgramError(listedErrorText(error), 1)

/** The printer for objects of one kind under the command's flags. */
export function tablePrinter(invocation: GetInvocation, resource: ServedResource, withKind: boolean): TablePrinter {
  const {flags} = invocation
  return new TablePrinter({
    wide: flags.output === 'wide',
    noHeaders: flags['no-headers'],
    withNamespace: flags['all-namespaces'] && resource.namespaced,
    showLabels: flags['show-labels'],
    columnLabels: flags['label-columns'],
    ...((withKind || flags['show-kind']) && {
      kindPrefix: groupResourceName({group: resource.group, resource: resource.kind.toLowerCase()}),
    }),
    now: invocation.now(),
  })
}

async function sorted(invocation: GetInvocation, targets: readonly Target[]): Promise<Target[]> {
  const expression = invocation.flags['sort-by']
  const {sortByPath} = await import('../printers/sort-objects.ts')
  const tables = targets.filter(({object}) => object && isTable(object))
  if (tables.length === 0)
    return targets.length < 2
      ? [...targets]
      : unlessUnsortable(invocation, inObjects, () => sortByPath(targets, expression, target => target.object))
  if (tables.length < targets.length)
    throw new Error('sorting is not supported on mixed Table and non-Table object lists')
  // Several tables are sorted by fields of their own, and then the rows of each.
  const inOrder =
    tables.length > 1
      ? await unlessUnsortable(invocation, inObjects, () => sortByPath(targets, expression, target => target.object))
      : targets
  return unlessUnsortable(invocation, inRows, () =>
    inOrder.map(target => {
      const table = target.object as Table
      const rows = tableRows(table, () => sortByPath(table.rows ?? [], expression, row => row.object))
      return {...target, object: {...table, rows} as KubeObject}
    }),
  )
}

/** The rows of a table that lack what is to be sorted by are not shown, without a word. */
function tableRows(table: Table, sort: () => NonNullable<Table['rows']>): Table['rows'] {
  const rows = table.rows ?? []
  if (rows.length < 2) return rows
  try {
    return sort()
  } catch (error) {
    if ((error as Error).name === 'UnsortableError') throw error
    return []
  }
}

const severalKinds = (targets: readonly Target[]): boolean =>
  targets.some(({resource}) => kindOf(resource) !== kindOf(targets[0]!.resource))

const kindOf = ({group, version, kind}: ServedResource): string => `${group}/${version}/${kind}`

/** Runs of targets of one resource. */
function byResource(targets: readonly Target[]): Target[][] {
  const groups: Target[][] = []
  for (const target of targets) {
    const last = groups.at(-1)
    if (last && kindOf(last[0]!.resource) === kindOf(target.resource)) last.push(target)
    else groups.push([target])
  }
  return groups
}

async function sayNothingFound(invocation: GetInvocation, targets: readonly Target[]): Promise<void> {
  const {namespace} = await invocation.connect()
  const inNamespace = !invocation.flags['all-namespaces'] && targets.every(({resource}) => resource.namespaced)
  invocation.err(inNamespace ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n')
}
