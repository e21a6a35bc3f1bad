import {type DryRun, dryRunSuffix} from '../flags/dry-run.ts'
import {bool} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {dryRunFlag, fieldManagerFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {ObjectPrinter} from '../printers/object-printer.ts'
import type {Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {throwAll} from './change-objects.ts'

/** What every `set` command takes. */
export const setFlags = {
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  ...fieldManagerFlag('kubectl-set'),
  ...selectorFlag,
  all: bool({usage: 'Every object of the given types in the namespace.'}),
  local: bool({usage: 'Change what the file holds, without a server.'}),
}

const {selector: _, ...unselected} = setFlags

/** The same for those that select nothing by labels. */
export const unselectedSetFlags = unselected

/** Of any `set` command. */
export type SetInvocation = Invocation<typeof unselectedSetFlags>

/** How the changed objects are printed: `image updated`. What is wrong with `-o` comes before what is wrong with the objects. */
export const setPrinter = (invocation: SetInvocation, operation: string, dryRun: DryRun): Promise<ObjectPrinter> =>
  printerFor(invocation, {operation: `${operation}${dryRunSuffix(dryRun)}`, keepOrder: true})

/** The objects of a `set` command; throws what went wrong with any of them. */
export async function setTargets(invocation: SetInvocation, args: readonly string[]): Promise<Target[]> {
  const {flags} = invocation
  const files = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive, typed: true}
  const local = {...files, args, local: true}
  const selector = 'selector' in flags ? String(flags.selector) : ''
  const remote = {...files, args, selector, typeAloneMeansAll: flags.all, latest: true}
  const {targets, errors} = await collectTargets(invocation, flags.local ? local : remote)
  throwAll(errors)
  return targets.map(decoded)
}

/** What a file holds must fit Go's type. */
function decoded(target: Target): Target {
  try {
    return {...target, object: asGoStruct(target.object!)}
  } catch (error) {
    throw new Error(`unable to decode ${JSON.stringify(target.source ?? '')}: ${(error as Error).message}`)
  }
}

/** --local and a dry run on the server exclude each other. */
export function checkLocal(local: boolean, dryRun: string): void {
  if (local && dryRun === 'server')
    throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
}
