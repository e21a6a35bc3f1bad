import {sortKeys} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {asOneError, throwCollected, usageError} from '../errors/command-error.ts'
import {cascadeOf} from '../flags/cascade.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {recorded} from '../flags/record.ts'
import {type FieldValidation, fieldValidationOf} from '../flags/validation.ts'
import type {Invocation} from '../invocation.ts'
import {documentCheck} from '../manifests/document-check.ts'
import {throwWithoutSchemas} from '../manifests/without-schemas.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'
import type {applyFlags} from './apply-flags.ts'
import type {ApplySetParent} from './apply-set-parent.ts'
import {applyClientSide} from './client-side.ts'

export type ApplyInvocation = Invocation<typeof applyFlags>

/** What every object of one run of apply shares. */
export interface ApplySession {
  invocation: ApplyInvocation
  dryRun: DryRun
  fieldManager: string
  fieldValidation: FieldValidation
  /** Objects as they are afterwards; printed at the end where a format asks for it. */
  applied: KubeObject[]
  /** Says what was done with an object. */
  report(object: KubeObject, operation: string): Promise<void>
}

/** Makes the cluster's objects what the files say, keeping what others have set. */
export async function apply(invocation: ApplyInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length > 0) throw usageError(commandPath, `Unexpected args: [${args.join(' ')}]`)
  const session = openSession(invocation)
  cascadeOf(invocation)
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  const parent = flags.applyset ? await parentOf(invocation) : undefined
  if (flags.prune && flags['prune-allowlist'].length > 0) await checkAllowlist(invocation)
  checkCombinations(invocation, session.dryRun)
  if (parent) await checkApplySet(invocation, parent)
  else checkPrune(invocation)
  const {targets: found, visitErrors: unread} = await collectTargets(invocation, {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    validate: documentCheck(invocation, session.fieldValidation),
  })
  const errors = asOneError(unread)
  const set = parent && new (await import('./apply-set.ts')).ApplySet(session, parent)
  const members = set ? found.map(target => set.member(target)) : found
  const targets = members.map(target => ({...target, object: recorded(invocation, target.object!)}))
  if (targets.length === 0 && errors.length === 0) throw new Error('no objects passed to apply')
  await set?.announce(targets)
  for (const target of targets)
    try {
      await applyOne(session, target)
    } catch (error) {
      if (session.fieldValidation !== 'Ignore' && target === targets[0]) throwWithoutSchemas(error, target)
      errors.push(error)
    }
  throwCollected(errors)
  await printApplied(session)
  if (set) return set.prune()
  if (!flags.prune) return
  const {prune} = await import('./prune.ts')
  await prune(session, targets)
}

function openSession(invocation: ApplyInvocation): ApplySession {
  const {flags} = invocation
  const serverSide = flags['server-side']
  const dryRun = dryRunOf(invocation)
  const fieldManager = serverSide && !invocation.changed('field-manager') ? 'kubectl' : flags['field-manager']
  const applied: KubeObject[] = []
  return {
    invocation,
    dryRun,
    fieldManager,
    fieldValidation: fieldValidationOf(flags.validate),
    applied,
    async report(object, operation) {
      applied.push(object)
      if (printsObjects(invocation)) return
      const printer = await printerFor(invocation, {operation: `${operation}${dryRunSuffix(dryRun)}`})
      invocation.out(printer.print(object))
    },
  }
}

/** A template alone prints each object when it has been applied, as the usual lines are printed. */
const printsObjects = ({flags}: ApplyInvocation): boolean => flags.output !== '' && flags.output !== 'name'

async function applyOne(session: ApplySession, target: Target): Promise<void> {
  const {generateName} = target.object!.metadata ?? {}
  if (!target.name && generateName) throw new Error(`from ${generateName}: cannot use generate name with apply`)
  if (!session.invocation.flags['server-side']) return applyClientSide(session, target)
  const {applyServerSide} = await import('./server-side.ts')
  return applyServerSide(session, target)
}

/** With a format: the one object, or all as a List. */
async function printApplied({invocation, applied}: ApplySession): Promise<void> {
  if (!printsObjects(invocation) || applied.length === 0) return
  const printer = await printerFor(invocation)
  if (applied.length === 1) return invocation.out(printer.print(applied[0]!))
  const list: KubeObject = {kind: 'List', apiVersion: 'v1', metadata: {}, items: applied.map(sortKeys)}
  invocation.out((await printerFor(invocation, {keepOrder: true})).print(list))
}

function checkCombinations({flags}: ApplyInvocation, dryRun: DryRun): void {
  const serverSide = flags['server-side']
  if (flags['force-conflicts'] && !serverSide) throw new Error('--force-conflicts only works with --server-side')
  if (dryRun === 'client' && serverSide)
    throw new Error("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
  if (serverSide && flags.force) throw new Error('--force cannot be used with --server-side')
  if (dryRun === 'server' && flags.force) throw new Error('--dry-run=server cannot be used with --force')
  if (flags.all && flags.selector) throw new Error('cannot set --all and --selector at the same time')
}

function checkPrune({flags}: ApplyInvocation): void {
  if (flags.prune && flags.force) throw new Error('--force cannot be used with --prune')
  if (flags.prune && !flags.all && !flags.selector)
    throw new Error(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    )
  if (flags.prune && flags['server-side'])
    throw new Error("--prune is in alpha and doesn't currently work on objects created by server-side apply")
  checkSubresource(flags)
}

async function checkApplySet(invocation: ApplyInvocation, parent: ApplySetParent): Promise<void> {
  const {flags} = invocation
  if (!flags.prune) throw new Error('--applyset requires --prune')
  const {checkParent} = await import('./apply-set-parent.ts')
  await checkParent(parent, await invocation.client())
  if (flags.force) throw new Error('--force cannot be used with --prune')
  if (flags.all) throw new Error('--all is incompatible with --applyset')
  if (flags.selector) throw new Error('--selector is incompatible with --applyset')
  if (flags['prune-allowlist'].length > 0) throw new Error('--prune-allowlist is incompatible with --applyset')
  checkSubresource(flags)
}

function checkSubresource(flags: ApplyInvocation['flags']): void {
  if (flags.subresource && !flags['server-side'])
    throw new Error('--subresource can only be specified for --server-side')
}

async function parentOf(invocation: ApplyInvocation): Promise<ApplySetParent> {
  const {applySetParent} = await import('./apply-set-parent.ts')
  return applySetParent(invocation, await invocation.connect())
}

async function checkAllowlist(invocation: ApplyInvocation): Promise<void> {
  const {prunedResources} = await import('./prune-kinds.ts')
  await prunedResources(invocation, invocation.flags['prune-allowlist'])
}
