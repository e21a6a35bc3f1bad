import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import {throwCollected} from '../errors/command-error.ts'
import {createPrinter, objectFormats, printerOptions} from '../printers/create-printer.ts'
import {columnFormats} from '../printers/lazy-formats.ts'
import type {ObjectPrinter, OutputFormat} from '../printers/object-printer.ts'
import type {Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import type {GetInvocation} from './get.ts'
import {inObjects, unlessUnsortable} from './unless-unsortable.ts'

/** Only here so that it is named among the formats; tables are printed elsewhere. */
const wideFormat: OutputFormat = {
  names: ['wide'],
  create: () => ({print: () => ''}),
}

/** Prints one object, or all of them as a List, in a format for programs. */
export async function getGeneric(invocation: GetInvocation, query: TargetQuery): Promise<void> {
  const {flags} = invocation
  const found = await collectTargets(invocation, query)
  const errors = flags['ignore-not-found'] ? found.errors.filter(error => !isNotFound(error)) : found.errors
  if (found.singleItemImplied) throwCollected(errors)
  const {targets} = found
  if (targets.length === 0 && flags['ignore-not-found']) return throwCollected(errors)
  const printer = await genericPrinter(invocation)
  const single = found.singleItemImplied && targets.length === 1 ? targets[0]?.object : undefined
  invocation.out(
    printer.print(single ?? (await unlessUnsortable(invocation, inObjects, () => listOf(targets, flags['sort-by'])))),
  )
  throwCollected(errors)
}

/** The printer that `-o` or `--template` asks for. */
export function genericPrinter(invocation: GetInvocation): Promise<ObjectPrinter> {
  const {flags} = invocation
  const output = flags.template && !invocation.changed('output') ? 'go-template' : flags.output
  const formats = [...objectFormats, ...columnFormats, wideFormat]
  return createPrinter(output, formats, {...printerOptions(invocation), noHeaders: flags['no-headers']})
}

async function listOf(targets: readonly Target[], sortBy: string): Promise<KubeObject> {
  const objects = targets.flatMap(({object}) => object ?? [])
  return {
    apiVersion: 'v1',
    items: sortBy && objects.length > 0 ? await sorted(objects, sortBy) : objects,
    kind: 'List',
    metadata: {resourceVersion: ''},
  }
}

async function sorted(objects: readonly KubeObject[], expression: string): Promise<KubeObject[]> {
  const {sortByPath} = await import('../printers/sort-objects.ts')
  const {relaxedJsonPath} = await import('../../api/jsonpath/index.ts')
  relaxedJsonPath(expression)
  return sortByPath(objects, expression, object => object)
}
