import {isNotFound} from '../../api/status-error.ts'
import {updateLastApplied} from '../apply/last-applied.ts'
import {deleteTargets} from '../delete/delete.ts'
import {addSource} from '../errors/with-message.ts'
import {cascadeOf, propagationOf} from '../flags/cascade.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {deletionFlags, dryRunFlag, fieldManagerFlag, saveConfigFlag, validateFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {documentCheck} from '../manifests/document-check.ts'
import {readAll} from '../manifests/find-sources.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets, forEachTarget} from '../targets/targets.ts'
import {createTarget, replaceTarget} from '../targets/write-target.ts'

export const replaceFlags = {
  ...outputFlags,
  ...fileFlags,
  ...deletionFlags,
  ...dryRunFlag,
  ...validateFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-replace'),
  raw: string({usage: 'PUT the file to this path of the server, as it is.'}),
  subresource: string({usage: 'Replace this subresource of the object.'}),
  wait: bool({usage: 'Wait until deleted objects are gone, finalizers included.'}),
}

export type ReplaceInvocation = Invocation<typeof replaceFlags>

/** Replaces objects by what files hold; with --force by deleting and creating them. */
export async function replace(invocation: ReplaceInvocation): Promise<void> {
  const {flags} = invocation
  const fieldValidation = fieldValidationOf(flags.validate)
  const dryRun = dryRunOf(invocation)
  const printer = await printerFor(invocation, {operation: `replaced${dryRunSuffix(dryRun)}`})
  cascadeOf(invocation)
  check(invocation, dryRun)
  if (flags.raw) {
    const {sendRawFile} = await import('../raw-file.ts')
    return sendRawFile(invocation, 'PUT')
  }
  const query: TargetQuery = {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    subresource: flags.subresource,
    validate: documentCheck(invocation, fieldValidation),
  }
  const options = {
    fieldManager: flags['field-manager'],
    fieldValidation,
    ...(dryRun === 'server' && {dryRun: 'All' as const}),
  }
  if (flags.force) return forceReplace(invocation, query, options)
  const client = await invocation.client()
  await forEachTarget(invocation, query, async found => {
    const target = flags.subresource ? {...found, subresource: flags.subresource} : found
    const object = updateLastApplied(target.object!, flags['save-config'])
    if (dryRun === 'client') return invocation.out(printer.print(object))
    try {
      invocation.out(printer.print(await replaceTarget(client, target, object, options)))
    } catch (error) {
      throw addSource('replacing', target.source, error)
    }
  })
}

function check({flags}: ReplaceInvocation, dryRun: string): void {
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  if (flags['grace-period'] >= 0 && !flags.force) throw new Error('--grace-period must have --force specified')
  if (flags.timeout !== 0 && !flags.force) throw new Error('--timeout must have --force specified')
  if (flags.force && dryRun !== 'none') throw new Error('--dry-run can not be used when --force is set')
}

async function forceReplace(
  invocation: ReplaceInvocation,
  query: TargetQuery,
  options: {fieldManager: string; fieldValidation: 'Strict' | 'Warn' | 'Ignore'},
): Promise<void> {
  const {flags} = invocation
  const repeatable = await withStdinKept(invocation, query)
  // Documents are checked when they are created.
  const {validate: _, ...unchecked} = query
  const found = await collectTargets(repeatable, unchecked)
  const grace = flags['grace-period']
  await deleteTargets(repeatable, {
    ...found,
    dryRun: 'none',
    propagationPolicy: propagationOf(invocation),
    ...(grace >= 0 && {gracePeriodSeconds: Math.max(1, grace)}),
    output: flags.output,
    wait: true,
    ignoreNotFound: true,
    timeout: flags.timeout || 5 * 60 * 1000,
  }).catch(error => {
    if (!isNotFound(error)) throw error
  })
  const client = await invocation.client()
  const printer = await printerFor(invocation, {operation: 'replaced'})
  const count = await forEachTarget(repeatable, query, async target => {
    const object = updateLastApplied(target.object!, flags['save-config'])
    invocation.out(printer.print(await createTarget(client, target, object, options)))
  })
  if (count === 0) throw new Error('no objects passed to replace')
}

/** The same command with a standard input that can be read twice. */
async function withStdinKept(invocation: ReplaceInvocation, {filename = []}: TargetQuery): Promise<ReplaceInvocation> {
  if (!filename.includes('-')) return invocation
  const text = await readAll(invocation.context.stdin)
  const stdin = {
    async *[Symbol.asyncIterator]() {
      yield text
    },
  }
  return Object.assign(Object.create(invocation) as ReplaceInvocation, {context: {...invocation.context, stdin}})
}
