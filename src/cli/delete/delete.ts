import {isForbidden, isNotFound, StatusError} from '../../api/status-error.ts'
import {throwCollected} from '../errors/command-error.ts'
import {cascadeOf} from '../flags/cascade.ts'
import {dryRunOf} from '../flags/dry-run.ts'
import type {Invocation} from '../invocation.ts'
import type {Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectFound, findTargets} from '../targets/targets.ts'
import type {deleteFlags} from './delete-flags.ts'
import {type Deletion, deleteTarget, printDeleted} from './delete-target.ts'
import {waitUntilGone} from './wait-until-gone.ts'

export type DeleteInvocation = Invocation<typeof deleteFlags>

/** Deletes what files, names and selectors point at, and waits until it is gone. */
export async function deleteObjects(invocation: DeleteInvocation): Promise<void> {
  const {flags} = invocation
  const propagationPolicy = cascadeOf(invocation)
  const gracePeriod = gracePeriodOf(invocation)
  const dryRun = dryRunOf(invocation)
  const found = flags.raw ? undefined : await findTargets(invocation, queryOf(invocation))
  check(invocation, gracePeriod)
  if (!found) {
    const {sendRawFile} = await import('../raw-file.ts')
    return sendRawFile(invocation, 'DELETE')
  }
  const {targets, visitErrors: errors} = await collectFound(found)
  if (flags.interactive && !(await confirmed(invocation, targets))) return
  const timeout = flags.timeout || undefined
  await deleteTargets(invocation, {
    targets,
    errors,
    dryRun,
    propagationPolicy,
    ...(gracePeriod >= 0 && {gracePeriodSeconds: gracePeriod}),
    output: flags.output,
    wait: flags.wait,
    ignoreNotFound: ignoresNotFound(invocation),
    ...(timeout && {timeout}),
  })
}

/** What to delete, and how; `errors` are those of finding the targets. */
export interface DeletionRequest extends Deletion {
  targets: readonly Target[]
  errors: readonly unknown[]
  wait: boolean
  ignoreNotFound: boolean
  /** Milliseconds; undefined waits for a week. */
  timeout?: number
}

/** Deletes every target, says so, and waits for them. */
export async function deleteTargets(
  invocation: Invocation<Record<never, never>>,
  request: DeletionRequest,
): Promise<void> {
  const {targets, ignoreNotFound, dryRun} = request
  const client = await invocation.client()
  const errors: unknown[] = []
  const deleted: {target: Target; uid: string | undefined}[] = []
  const warnsOfScope = invocation.flags.namespace !== ''
  for (const target of targets)
    try {
      if (warnsOfScope && !target.resource.namespaced)
        invocation.warn('deleting cluster-scoped resources, not scoped to the provided namespace')
      if (dryRun === 'client') printDeleted(invocation, target, request)
      else deleted.push({target, uid: await deleteTarget(invocation, client, target, request)})
    } catch (error) {
      errors.push(error)
    }
  errors.push(...request.errors)
  throwCollected(ignoreNotFound ? errors.filter(error => !isNotFound(error)) : errors)
  if (targets.length === 0 && !ignoreNotFound) return invocation.out('No resources found\n')
  if (targets.length === 0) return invocation.out(request.errors.length > 0 ? '' : 'No resources found\n')
  if (request.wait && dryRun === 'none')
    await waitUntilGone(invocation, deleted, request.timeout).catch(error => {
      if (!isForbidden(error) && !(error instanceof StatusError && error.code === 405)) throw error
    })
}

const ignoresNotFound = (invocation: DeleteInvocation): boolean => {
  const {flags} = invocation
  if (invocation.changed('ignore-not-found')) return flags['ignore-not-found']
  return flags.all || flags.selector !== '' || flags['field-selector'] !== ''
}

function gracePeriodOf({flags}: DeleteInvocation): number {
  if (flags.now && flags['grace-period'] !== -1)
    throw new Error('--now and --grace-period cannot be specified together')
  if (flags.now) return 1
  if (flags['grace-period'] === 0 && !flags.force) return 1
  return flags.force && flags['grace-period'] < 0 ? 0 : flags['grace-period']
}

function check(invocation: DeleteInvocation, gracePeriod: number): void {
  const {flags} = invocation
  if (flags.output && flags.output !== 'name')
    throw new Error(`unexpected -o output mode: ${flags.output}. We only support '-o name'`)
  for (const selector of ['selector', 'field-selector'] as const)
    if (flags.all && flags[selector]) throw new Error(`cannot set --all and --${selector} at the same time`)
  if (flags.force && gracePeriod > 0)
    throw new Error('--force and --grace-period greater than 0 cannot be specified together')
  if (flags.force && gracePeriod === 0)
    invocation.warn(
      'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    )
  if (flags.raw && flags.interactive) throw new Error('--interactive can not be used with --raw')
}

const queryOf = ({flags, args}: DeleteInvocation): TargetQuery => ({
  args,
  filename: flags.filename,
  kustomize: flags.kustomize,
  recursive: flags.recursive,
  selector: flags.selector,
  fieldSelector: flags['field-selector'],
  all: flags.all,
  allNamespaces: flags['all-namespaces'],
  fetch: false,
})

async function confirmed(invocation: DeleteInvocation, targets: readonly Target[]): Promise<boolean> {
  const {confirmDeletion} = await import('./confirm-deletion.ts')
  return confirmDeletion(invocation, targets)
}
