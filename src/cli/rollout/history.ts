import {int} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {ObjectPrinter} from '../printers/object-printer.ts'
import {alignLines} from '../printers/tab-writer.ts'
import type {Target} from '../targets/target.ts'
import {findTargets, visitTargets} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {type Revision, revisionsOf} from './revisions.ts'
import {rolloutQuery, rolloutTargetFlags} from './rollout-flags.ts'
import {templateText} from './template-text.ts'
import {without} from './without-revisions.ts'

export const rolloutHistoryFlags = {
  ...rolloutTargetFlags,
  ...outputFlags,
  revision: int({usage: 'Show this revision in detail, with its pod template.'}),
}

export type RolloutHistoryInvocation = Invocation<typeof rolloutHistoryFlags>

/** Lists the revisions of workloads, or shows one. */
export async function rolloutHistory(invocation: RolloutHistoryInvocation): Promise<void> {
  const {flags} = invocation
  const query = rolloutQuery(invocation)
  if (flags.revision < 0) throw new Error(`revision must be a positive integer: ${flags.revision}`)
  const found = await findTargets(invocation, query)
  const printer = invocation.changed('output')
    ? await printerFor(invocation, {operation: '', keepOrder: true})
    : undefined
  await visitTargets(found, target =>
    printer ? printObjects(invocation, target, printer) : printHistory(invocation, target),
  )
}

async function historyOf(invocation: RolloutHistoryInvocation, target: Target): Promise<Revision[]> {
  const found = await revisionsOf(await invocation.client(), target)
  if (found) return found.revisions
  throw without(target.resource, {what: 'history viewer', asked: 'history'})
}

async function printHistory(invocation: RolloutHistoryInvocation, target: Target): Promise<void> {
  const {revision} = invocation.flags
  const revisions = await historyOf(invocation, target)
  const text = revisions.length === 0 ? 'No rollout history found.' : historyText(revisions, revision)
  const operation = `${revision > 0 ? `with revision #${revision}` : ''}\n${text}`
  const printer = await printerFor(invocation, {operation})
  invocation.out(printer.print(target.object!))
}

function historyText(revisions: readonly Revision[], wanted: number): string {
  if (wanted > 0) return templateText(revisionNumbered(revisions, wanted).template)
  const lines = revisions.map(({number, cause}) => [String(number), cause || '<none>'])
  return alignLines([['REVISION', 'CHANGE-CAUSE'], ...lines], {minWidth: 0, padding: 2})
}

function revisionNumbered(revisions: readonly Revision[], wanted: number): Revision {
  const found = revisions.find(({number}) => number === wanted)
  if (!found) throw new Error('unable to find the specified revision')
  return found
}

/** With an output format, whole objects are printed; what of all of them cannot be is left out. */
async function printObjects(
  invocation: RolloutHistoryInvocation,
  target: Target,
  printer: ObjectPrinter,
): Promise<void> {
  const {revision} = invocation.flags
  const revisions = await historyOf(invocation, target)
  if (revision > 0) return invocation.out(printer.print(asGoStruct(revisionNumbered(revisions, revision).shown)))
  for (const {shown} of revisions)
    try {
      invocation.out(printer.print(asGoStruct(shown)))
    } catch {
      // kubectl does not look at what its printer says here.
    }
}
