import {int} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {alignLines} from '../printers/tab-writer.ts'
import type {Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
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
  await forEachTarget(invocation, query, target =>
    flags.output || flags.template ? printObjects(invocation, target) : printHistory(invocation, target),
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

/** With an output format, whole objects are printed. */
async function printObjects(invocation: RolloutHistoryInvocation, target: Target): Promise<void> {
  const {revision} = invocation.flags
  const revisions = await historyOf(invocation, target)
  const chosen = revision > 0 ? [revisionNumbered(revisions, revision)] : revisions
  const printer = await printerFor(invocation, {keepOrder: true})
  for (const {shown} of chosen) invocation.out(printer.print(asGoStruct(shown)))
}
