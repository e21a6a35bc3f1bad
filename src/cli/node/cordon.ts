import type {JsonObject} from '../../api/object.ts'
import {type DryRun, dryRunSuffix} from '../flags/dry-run.ts'
import type {FlagSet} from '../flags/flag.ts'
import {selectorFlag} from '../flags/target-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {objectName} from '../printers/name-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'

export const cordonFlags = {...selectorFlag, ...dryRunFlag}

/** Opens or closes nodes for new pods; goes on where one refuses. */
export async function cordon(
  invocation: Invocation<FlagSet>,
  {nodes, closed, dryRun}: {nodes: readonly Target[]; closed: boolean; dryRun: DryRun},
): Promise<void> {
  const verb = closed ? 'cordon' : 'uncordon'
  for (const node of nodes) {
    const {unschedulable = false} = (node.object?.['spec'] ?? {}) as JsonObject
    if (unschedulable === closed) {
      sayOfNode(invocation, node, `already ${verb}ed`, dryRun)
      continue
    }
    try {
      if (dryRun !== 'client') {
        const client = await invocation.client()
        const patch = {spec: {unschedulable: closed ? true : null}}
        await client.patch(pathOfTarget(node), 'strategic', patch, dryRun === 'server' ? {dryRun: 'All'} : {})
      }
      sayOfNode(invocation, node, `${verb}ed`, dryRun)
    } catch (error) {
      invocation.err(`error: unable to ${verb} node ${JSON.stringify(node.name)}: ${(error as Error).message}\n`)
    }
  }
}

/** `node/worker cordoned` */
export function sayOfNode(invocation: Invocation<FlagSet>, node: Target, what: string, dryRun: DryRun): void {
  invocation.out(`${objectName(node.object!)} ${what}${dryRunSuffix(dryRun)}\n`)
}
