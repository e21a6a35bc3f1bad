import {SilentExit} from '../errors/command-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'

/** Where objects are sorted, which several tables are as well. */
export const inObjects = {what: '*unstructured.Unstructured', source: 'sorter.go:329'}

/** Where the rows of a table are sorted. */
export const inRows = {what: '[][][]reflect.Value', source: 'sorter.go:375'}

/** Sorts, and ends with a line of log where values stand in no order, `what` being Go's type of what was to be sorted. */
export async function unlessUnsortable<T>(
  invocation: Invocation<FlagSet>,
  {what, source}: {what: string; source: string},
  sort: () => Promise<T> | T,
): Promise<T> {
  try {
    return await sort()
  } catch (error) {
    const {UnsortableError} = await import('../printers/sort-objects.ts')
    if (!(error instanceof UnsortableError)) throw error
    const text = `Field ${error.field} in ${what} is an unsortable type: interface, err: ${error.message}`
    logLine(invocation, {severity: 'F', source, text})
    throw new SilentExit(1)
  }
}
