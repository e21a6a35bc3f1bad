import {builtin} from '../../api/builtin-resources.ts'
import {parseLabelSelector} from '../../api/selectors/index.ts'
import {ErrorList} from '../errors/command-error.ts'
import {throwAggregate} from '../errors/throw-aggregate.ts'
import type {DryRun} from '../flags/dry-run.ts'
import {bool, duration, int, string} from '../flags/flag.ts'
import {chunkSizeFlag, selectorFlag} from '../flags/target-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import type {Target} from '../targets/target.ts'
import {cordon, sayOfNode} from './cordon.ts'
import {judge, type Pod, type Verdict} from './drain-filters.ts'
import {removePods} from './evict-pods.ts'
import {findNodes} from './find-nodes.ts'

export const drainFlags = {
  ...selectorFlag,
  ...dryRunFlag,
  ...chunkSizeFlag,
  'delete-emptydir-data': bool({usage: 'Go on although pods have emptyDir volumes, whose content is lost.'}),
  'disable-eviction': bool({usage: 'Delete pods, which asks no disruption budget.'}),
  force: bool({usage: 'Go on although pods have no controller.'}),
  'grace-period': int({default: -1, usage: 'Seconds for a graceful end; negative leaves it to the pods.'}),
  'ignore-daemonsets': bool({usage: 'Leave the pods of DaemonSets alone.'}),
  'pod-selector': string({usage: 'Only pods with these labels.'}),
  'skip-wait-for-delete-timeout': int({
    usage: 'Do not wait for pods that have been ending for more than this many seconds.',
  }),
  timeout: duration({usage: 'How long to wait before giving up; zero waits for ever.'}),
}

export type DrainInvocation = Invocation<typeof drainFlags>

interface Judged {
  pod: Pod
  verdict: Verdict
}

/** Closes nodes, and moves their pods away. */
export async function drain(invocation: DrainInvocation, usage: string): Promise<void> {
  const {flags} = invocation
  const {nodes, dryRun} = await findNodes(invocation, usage, () => checkPodSelector(flags['pod-selector']))
  await cordon(invocation, {nodes, closed: true, dryRun})
  const failures: {node: Target; error: Error}[] = []
  for (const node of nodes)
    try {
      await drainNode(invocation, node, dryRun)
      sayOfNode(invocation, node, 'drained', dryRun)
    } catch (error) {
      const {message} = error as Error
      invocation.err(
        `error: unable to drain node ${JSON.stringify(node.name)} due to error: ${message}, continuing command...\n`,
      )
      failures.push({node, error: error as Error})
    }
  if (failures.length > 0) invocation.err('There are pending nodes to be drained:\n')
  for (const {node} of failures) invocation.err(` ${node.name}\n`)
  if (failures.length > 0) throw new ErrorList(failures.map(({error}) => error))
}

function checkPodSelector(selector: string): void {
  try {
    parseLabelSelector(selector)
  } catch {
    throw new Error('--pod-selector=<pod_selector> must be a valid label selector')
  }
}

async function drainNode(invocation: DrainInvocation, node: Target, dryRun: DryRun): Promise<void> {
  const judged = await judgedPods(invocation, node.name)
  throwErrors(judged)
  const warnings = grouped(judged, ({verdict}) => verdict.warning).map(([text, names]) => `${text}: ${names}`)
  if (warnings.length > 0) invocation.warn(warnings.join('; '))
  const pods = judged.filter(({verdict}) => verdict.evict).map(({pod}) => pod)
  if (dryRun === 'client') {
    for (const {metadata} of pods) invocation.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`)
    return
  }
  try {
    await removePods(invocation, pods, dryRun)
  } catch (error) {
    await sayPending(invocation, node, error as Error)
    throw error
  }
}

async function sayPending(invocation: DrainInvocation, node: Target, error: Error): Promise<void> {
  const judged = await judgedPods(invocation, node.name)
  const pending = judged.filter(({verdict}) => verdict.evict)
  if (pending.length === 0) return
  invocation.err(
    `There are pending pods in node ${JSON.stringify(node.name)} when an error occurred: ${error.message}\n`,
  )
  for (const {pod} of pending) invocation.err(`pod/${pod.metadata.name}\n`)
}

async function judgedPods(invocation: DrainInvocation, node: string): Promise<Judged[]> {
  const {flags} = invocation
  const client = await invocation.client()
  const judged: Judged[] = []
  let next: string | undefined
  do {
    const list = await client.list<Pod>(builtin.pods, {
      fieldSelector: `spec.nodeName=${node}`,
      ...(flags['pod-selector'] && {labelSelector: flags['pod-selector']}),
      ...(flags['chunk-size'] > 0 && {limit: flags['chunk-size']}),
      ...(next && {continue: next}),
    })
    for (const item of list.items) judged.push({pod: item, verdict: await judge(invocation, item)})
    next = list.metadata.continue
  } while (next)
  return judged
}

function throwErrors(judged: readonly Judged[]): void {
  throwAggregate(
    grouped(judged, ({verdict}) => verdict.error).map(([text, names]) => new Error(`cannot delete ${text}: ${names}`)),
  )
}

function grouped(judged: readonly Judged[], textOf: (judged: Judged) => string | undefined): [string, string][] {
  const names = new Map<string, string[]>()
  for (const one of judged) {
    const text = textOf(one)
    const {namespace, name} = one.pod.metadata
    if (text !== undefined) names.set(text, [...(names.get(text) ?? []), `${namespace}/${name}`])
  }
  return [...names].map(([text, list]) => [text, list.join(', ')])
}
