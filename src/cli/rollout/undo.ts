import {deepEqual} from '../../api/json/index.ts'
import type {Deployment, PodTemplateSpec} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import type {PatchType} from '../../client/client.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {int} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
import {sameTemplate, withoutHash} from './replica-sets.ts'
import {type Revision, revisionsOf} from './revisions.ts'
import {rolloutQuery, rolloutTargetFlags} from './rollout-flags.ts'
import {templateText} from './template-text.ts'
import {without} from './without-revisions.ts'

export const rolloutUndoFlags = {
  ...rolloutTargetFlags,
  ...outputFlags,
  ...dryRunFlag,
  'to-revision': int({usage: 'The revision to go back to; 0 is the one before the last.'}),
}

export type RolloutUndoInvocation = Invocation<typeof rolloutUndoFlags>

/** Brings workloads back to an earlier revision. */
export async function rolloutUndo(invocation: RolloutUndoInvocation): Promise<void> {
  const dryRun = dryRunOf(invocation)
  await forEachTarget(invocation, rolloutQuery(invocation), async target => {
    const result = await rollBack(invocation, target, dryRun)
    const printer = await printerFor(invocation, {operation: `${result}${dryRunSuffix(dryRun)}`})
    invocation.out(printer.print(target.object!))
  })
}

async function rollBack(invocation: RolloutUndoInvocation, target: Target, dryRun: DryRun): Promise<string> {
  const wanted = invocation.flags['to-revision']
  const client = await invocation.client()
  const found = await revisionsOf(client, target)
  if (!found) throw without(target.resource, {what: 'rollbacker', asked: 'rollbacker'})
  const {object, revisions} = found
  const isDeployment = object.kind === 'Deployment'
  const revision = chosen(object, revisions, wanted)
  if (dryRun === 'client') return `${isDeployment ? '' : 'will roll back to '}${templateText(keptTemplate(revision))}`
  const {paused, template} = (object as Deployment).spec ?? {}
  if (isDeployment && paused)
    throw new Error(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  const same = isDeployment
    ? sameTemplate(keptTemplate(revision), template)
    : deepEqual(revision.keeper['data'], {spec: {template: {...template, $patch: 'replace'}}})
  if (same) return `skipped rollback (current template already matches revision ${wanted})`
  const {type, patch} = patchTo(object, revision)
  try {
    await client.patch(pathOfTarget(target), type, patch, dryRun === 'server' ? {dryRun: 'All'} : {})
  } catch (error) {
    throw new Error(`failed restoring revision ${wanted}: ${(error as Error).message}`)
  }
  return 'rolled back'
}

function chosen({kind, metadata}: KubeObject, revisions: readonly Revision[], wanted: number): Revision {
  const missing = new Error(`unable to find specified revision ${wanted} in history`)
  if (wanted < 0) throw missing
  const found = wanted === 0 ? revisions.at(-2) : revisions.find(({number}) => number === wanted)
  if (found) return found
  if (wanted > 0) throw missing
  throw new Error(
    kind === 'Deployment'
      ? `no rollout history found for deployment ${JSON.stringify(metadata.name)}`
      : 'no last revision to roll back to',
  )
}

/** The template as it is kept, without the cause of its change. */
const keptTemplate = ({keeper, template}: Revision): PodTemplateSpec | undefined =>
  keeper['data'] ? template : (keeper['spec'] as {template?: PodTemplateSpec} | undefined)?.template

/** Annotations that stay the Deployment's own. */
const ownAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]

function patchTo({kind, metadata}: KubeObject, revision: Revision): {type: PatchType; patch: unknown} {
  if (kind !== 'Deployment') return {type: 'strategic', patch: revision.keeper['data']}
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => ownAnnotations.includes(key))
  const restored = Object.entries(revision.keeper.metadata.annotations ?? {}).filter(
    ([key]) => !ownAnnotations.includes(key),
  )
  return {
    type: 'json',
    patch: [
      {op: 'replace', path: '/spec/template', value: withoutHash(keptTemplate(revision))},
      {op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...restored])},
    ],
  }
}
