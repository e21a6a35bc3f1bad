import {isDeepStrictEqual} from 'node:util'
import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {PolicyRule} from '../generators/policy-rules.ts'
import type {Subject} from '../generators/subjects.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {uncoveredRules} from './uncovered-rules.ts'

export const reconcileFlags = {
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  'remove-extra-permissions': bool({usage: 'Take permissions away that the file does not give.'}),
  'remove-extra-subjects': bool({usage: 'Take subjects away that the file does not bind.'}),
}

export type ReconcileInvocation = Invocation<typeof reconcileFlags>

const kinds = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']

/** Brings roles and bindings to what files say, adding to what is there. */
export async function reconcile(invocation: ReconcileInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  const dryRun = dryRunOf(invocation)
  if (args.length > 0) throw new Error(`no arguments are allowed\nSee '${commandPath} -h' for help and examples`)
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  const printer = await printerFor(invocation, {operation: `reconciled${dryRunSuffix(dryRun)}`, keepOrder: true})
  const client = await invocation.client()
  const files = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive}
  await forEachTarget(invocation, files, async target => {
    const wanted = target.object!
    if (!kinds.includes(wanted.kind) || !wanted.apiVersion.startsWith('rbac.authorization.k8s.io/')) return
    const live = await client.get(pathOfTarget(target)).catch(error => {
      if (!isNotFound(error)) throw error
      return undefined
    })
    const options = {...(dryRun === 'server' && {dryRun: 'All' as const})}
    const result = await write(invocation, target, {live, options, locally: dryRun === 'client'})
    invocation.out(printer.print(asGoStruct(result)))
  })
}

async function write(
  invocation: ReconcileInvocation,
  target: Target,
  {live, options, locally}: {live: KubeObject | undefined; options: {dryRun?: 'All'}; locally: boolean},
): Promise<KubeObject> {
  const wanted = target.object!
  const client = await invocation.client()
  const path = pathOfTarget(target)
  const {name: _, ...collection} = path
  if (!live) return locally ? wanted : client.create(collection, asGoStruct(wanted), options)
  if (wanted['roleRef'] && !isDeepStrictEqual({...(live['roleRef'] as object)}, {...(wanted['roleRef'] as object)})) {
    if (locally) return wanted
    const {uid} = live.metadata
    await client.delete(path, {...(uid && {preconditions: {uid}})})
    return client.create(collection, asGoStruct(wanted), options)
  }
  const merged = mergedWith(live, wanted, invocation.flags)
  if (locally || isDeepStrictEqual(merged, live)) return merged
  return client.update(path, merged, options)
}

function mergedWith(live: KubeObject, wanted: KubeObject, flags: ReconcileInvocation['flags']): KubeObject {
  const metadata = {
    ...live.metadata,
    ...(wanted.metadata.labels && {labels: {...wanted.metadata.labels, ...live.metadata.labels}}),
    ...(wanted.metadata.annotations && {annotations: {...wanted.metadata.annotations, ...live.metadata.annotations}}),
  }
  if (wanted.kind.endsWith('Binding')) {
    const there = (live['subjects'] ?? []) as Subject[]
    const asked = (wanted['subjects'] ?? []) as Subject[]
    const missing = asked.filter(subject => !there.some(other => sameSubject(other, subject)))
    const kept = flags['remove-extra-subjects']
      ? there.filter(subject => asked.some(other => sameSubject(other, subject)))
      : there
    return {...live, metadata, subjects: [...kept, ...missing]}
  }
  const there = (live['rules'] ?? []) as PolicyRule[]
  const asked = (wanted['rules'] ?? []) as PolicyRule[]
  const missing = uncoveredRules(there, asked)
  const extra = uncoveredRules(asked, there)
  if (flags['remove-extra-permissions'] && extra.length > 0) return {...live, metadata, rules: asked}
  return {...live, metadata, rules: [...there, ...missing]}
}

const sameSubject = (a: Subject, b: Subject): boolean =>
  a.kind === b.kind && a.name === b.name && (a.namespace ?? '') === (b.namespace ?? '')
