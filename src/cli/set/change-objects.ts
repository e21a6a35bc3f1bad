import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {createStrategicPatch} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {ErrorList} from '../errors/command-error.ts'
import type {DryRun} from '../flags/dry-run.ts'
import {recorded} from '../flags/record.ts'
import type {ObjectPrinter} from '../printers/object-printer.ts'
import type {Target} from '../targets/target.ts'
import {patchTarget} from '../targets/write-target.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import type {SetInvocation} from './set-flags.ts'

/** What a `set` command does to each of its objects. */
export interface ObjectChange {
  targets: readonly Target[]
  dryRun: DryRun
  printer: ObjectPrinter
  /** Stands before the server's refusal. */
  failure: string
  /** Sends and prints even what stays as it is. */
  evenUnchanged?: boolean
  /** Ends before anything is sent or printed, whatever went wrong. */
  onlyLook?: boolean
  /** What was collected while changing. */
  errors: unknown[]
  /** The changed object; undefined leaves it out. Throws where it cannot be changed. */
  change(object: KubeObject, target: Target): KubeObject | undefined | Promise<KubeObject | undefined>
  /** Called after a patch was sent, before it is printed; what it throws ends everything. */
  afterPatch?(): void
}

interface Patched {
  target: Target
  after?: KubeObject
  patch?: Record<string, unknown>
  failure?: unknown
}

/** Changes objects as Go structs, sends what differs as strategic patches, and prints the answers. */
export async function changeObjects(invocation: SetInvocation, request: ObjectChange): Promise<void> {
  const {targets, errors, dryRun, printer} = request
  const flags = invocation.flags as {local?: boolean}
  const patches: Patched[] = []
  for (const target of targets) {
    const patched = await calculate(invocation, target, request)
    if (patched) patches.push(patched)
  }
  if (request.onlyLook) return
  for (const {target, after, patch, failure} of patches) {
    if (failure !== undefined) {
      errors.push(new Error(`error: ${objectName(target)} ${messageOf(failure)}\n`))
      continue
    }
    if (!request.evenUnchanged && Object.keys(patch ?? {}).length === 0) continue
    if (flags.local || dryRun === 'client') {
      invocation.out(printer.print(after as KubeObject))
      continue
    }
    try {
      const answer = await send(invocation, target, patch ?? {}, dryRun)
      request.afterPatch?.()
      invocation.out(printer.print(asGoStruct(answer)))
    } catch (error) {
      if (error instanceof StopHere) throw error.reason
      errors.push(new Error(`${request.failure}${messageOf(error)}`))
    }
  }
  throwAll(errors)
}

/** Ends a command although other objects wait. */
export class StopHere extends Error {
  readonly reason: Error

  constructor(reason: Error) {
    super(reason.message)
    this.reason = reason
  }
}

/** Errors of one list stand below each other, as they are. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new ErrorList(errors)
}

async function calculate(
  invocation: SetInvocation,
  target: Target,
  {change}: ObjectChange,
): Promise<Patched | undefined> {
  const before = asGoStruct(target.object!)
  try {
    const changed = await change(structuredClone(before), target)
    if (!changed) return undefined
    const after = asGoStruct(recorded(invocation, changed))
    const schema = schemaOfKind({...parseApiVersion(after.apiVersion), kind: after.kind})
    return {target, after, patch: schema ? createStrategicPatch(schema, before, after) : {}}
  } catch (failure) {
    return {target, failure}
  }
}

async function send(
  invocation: SetInvocation,
  target: Target,
  patch: Record<string, unknown>,
  dryRun: DryRun,
): Promise<KubeObject> {
  const {'field-manager': fieldManager} = invocation.flags
  return patchTarget(await invocation.client(), target, {
    type: 'strategic',
    patch,
    fieldManager,
    ...(dryRun === 'server' && {dryRun: 'All' as const}),
  })
}

/** `deployments/web`; of a file alone, `deployment.apps/web`. */
function objectName({resource, name, object}: Target): string {
  if (resource.resource) return `${resource.resource}/${name}`
  const {group} = parseApiVersion(object?.apiVersion ?? '')
  const kind = (object?.kind ?? '').toLowerCase()
  return group ? `${kind}.${group}/${name}\n` : `${kind}/${name}`
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
