import type {KubeObject} from '../../api/object.ts'
import {isConflict} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {sleep} from '../../client/machine/timers.ts'
import {throwCollected} from '../errors/command-error.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, duration, int, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recordFlag, recordPatch} from '../flags/record.ts'
import {fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'

export const scaleFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...selectorFlag,
  ...dryRunFlag,
  all: bool({usage: 'Every object of the given types in the namespace.'}),
  'current-replicas': int({default: -1, usage: 'Only if there are this many now.'}),
  replicas: int({required: true, usage: 'How many there should be.'}),
  'resource-version': string({usage: 'Only this version of the object.'}),
  timeout: duration({usage: 'How long to wait until there are as many; zero does not wait.'}),
}

export type ScaleInvocation = Invocation<typeof scaleFlags>
type Scale = KubeObject & {spec?: {replicas?: number}; status?: {replicas?: number}}

/** Gives workloads another number of replicas. */
export async function scale(invocation: ScaleInvocation): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await printerFor(invocation, {operation: `scaled${dryRunSuffix(dryRun)}`})
  if (flags.replicas < 0)
    throw new Error('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
  if (flags['current-replicas'] < -1) throw new Error('The --current-replicas must specify an integer of -1 or greater')
  const files = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive}
  const {targets, errors} = await collectTargets(invocation, {
    ...files,
    args,
    typeAloneMeansAll: flags.all,
    selector: flags.selector,
  })
  if (flags['resource-version'] && targets.length > 1)
    throw new Error('cannot use --resource-version with multiple resources')
  if (targets.length === 0)
    throw new Error(`no objects passed to scale${errors.length > 0 ? ` ${goAggregate(errors)}` : ''}`)
  for (const target of targets) {
    if (dryRun !== 'client') await scaleTarget(invocation, target, dryRun)
    const cause = recordPatch(invocation)
    if (cause && dryRun !== 'client')
      await (await invocation.client()).patch(
        pathOfTarget(target),
        'merge',
        cause,
        dryRun === 'server' ? {dryRun: 'All'} : {},
      )
    invocation.out(printer.print(target.object!))
  }
  throwCollected(errors)
}

async function scaleTarget(invocation: ScaleInvocation, target: Target, dryRun: DryRun): Promise<void> {
  const {flags, context} = invocation
  const client = await invocation.client()
  const path = {...pathOfTarget(target), subresource: 'scale'}
  const options = dryRun === 'server' ? {dryRun: 'All' as const} : {}
  const guarded = flags['current-replicas'] !== -1 || flags['resource-version'] !== ''
  const deadline = context.now() + 5 * 60_000
  for (;;)
    try {
      if (!guarded) await client.patch(path, 'merge', {spec: {replicas: flags.replicas}}, options)
      else {
        const there = await client.get<Scale>(path)
        checkPreconditions(invocation, there)
        await client.update(path, {...there, spec: {...there.spec, replicas: flags.replicas}}, options)
      }
      break
    } catch (error) {
      if (!isConflict(error) || context.now() >= deadline) throw error
      await sleep(1000)
    }
  if (flags.timeout !== 0 && dryRun === 'none') await untilScaled(invocation, client, target)
}

function checkPreconditions({flags}: ScaleInvocation, {spec, metadata}: Scale): void {
  const {'current-replicas': wanted, 'resource-version': version} = flags
  const replicas = spec?.replicas ?? 0
  if (wanted !== -1 && replicas !== wanted) throw new Error(`Expected replicas to be ${wanted}, was ${replicas}`)
  if (version && metadata.resourceVersion !== version)
    throw new Error(`Expected resource version to be ${version}, was ${metadata.resourceVersion}`)
}

async function untilScaled({flags, context}: ScaleInvocation, client: Client, target: Target): Promise<void> {
  const timedOut = new Error(`timed out waiting for ${JSON.stringify(target.name)} to be synced`)
  if (flags.timeout < 0) throw timedOut
  const deadline = context.now() + flags.timeout
  for (;;) {
    const {spec, status} = await client.get<Scale>({...pathOfTarget(target), subresource: 'scale'})
    const wanted = spec?.replicas ?? 0
    if (wanted !== flags.replicas || wanted === (status?.replicas ?? 0)) return
    if (context.now() >= deadline) throw timedOut
    await sleep(Math.min(1000, Math.max(0, deadline - context.now())))
  }
}

function goAggregate(errors: readonly unknown[]): string {
  const texts = [...new Set(errors.map(error => (error as Error).message))]
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
}
