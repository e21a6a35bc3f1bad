import {throwCollected, usageError} from '../errors/command-error.ts'
import {type DryRun, dryRunOf} from '../flags/dry-run.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import type {Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'

/** The nodes that cordon, uncordon and drain are meant for, and what --dry-run asks for; `check` comes between the two. */
export async function findNodes(
  invocation: Invocation<FlagSet>,
  usage: string,
  check?: () => void,
): Promise<{nodes: Target[]; dryRun: DryRun}> {
  const {args, commandPath} = invocation
  const {selector, 'chunk-size': chunkSize} = invocation.flags as unknown as {selector: string; 'chunk-size'?: number}
  if (args.length === 0 && !invocation.changed('selector')) throw usageError(commandPath, `USAGE: ${usage} [flags]`)
  if (args.length > 0 && selector)
    throw usageError(commandPath, 'error: cannot specify both a node name and a --selector option')
  const dryRun = dryRunOf(invocation)
  check?.()
  const {targets, errors} = await collectTargets(invocation, {
    types: ['nodes'],
    args,
    selector,
    failFast: true,
    typed: true,
    ...(chunkSize !== undefined && {chunkSize}),
  })
  throwCollected(errors)
  return {nodes: targets, dryRun}
}
