import type {Pod} from '../../api/kinds.ts'
import {throwCollected} from '../errors/command-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import {byActivity, goTypeOf, podSelectorOf, podsOf} from './pods-of.ts'

/** The query of `POD`, `TYPE/NAME` or `TYPE NAME`. */
export const podQuery = (words: readonly string[]): TargetQuery => {
  const [first = '', second] = words
  if (second !== undefined) return {types: [first], args: [second], typed: true}
  return first.includes('/') ? {args: [first], typed: true} : {types: ['pods'], args: [first], typed: true}
}

/** The pod that the query means: itself, or the most active one of a workload. Waits for one for so many milliseconds. */
export async function findPod(
  invocation: Invocation<FlagSet>,
  query: TargetQuery,
  {timeout, several}: {timeout: number; several: string},
): Promise<Pod> {
  const {targets, errors} = await collectTargets(invocation, query)
  throwCollected(errors)
  const [target] = targets
  if (!target?.object || targets.length > 1) throw new Error(several)
  if (target.resource.resource === 'pods' && target.resource.group === '') return target.object as Pod
  const [pod] = await podsOf(await invocation.client(), {
    namespace: target.namespace,
    labelSelector: selectorFor(target.object),
    timeout,
    order: byActivity,
  })
  return pod!
}

function selectorFor(object: Parameters<typeof podSelectorOf>[0]): string {
  try {
    return podSelectorOf(object)
  } catch (error) {
    throw new Error(`cannot attach to ${goTypeOf(object)}: ${(error as Error).message}`)
  }
}
