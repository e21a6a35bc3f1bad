import {isDeepStrictEqual} from 'node:util'
import {formatGoSyntax} from '../../api/go/format-syntax.ts'
import {stringifyJson} from '../../api/json/index.ts'
import type {JsonObject, KubeObject} from '../../api/object.ts'
import {
  createMergePatch,
  createStrategicPatch,
  keepsKey,
  keepsMetadataKey,
  PreconditionFailed,
} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {isInvalid, isNotFound} from '../../api/status-error.ts'
import type {PatchType} from '../../client/client.ts'
import {withLastApplied} from '../apply/last-applied.ts'
import {SilentExit, throwCollected} from '../errors/command-error.ts'
import {recorded} from '../flags/record.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {collectFound, findTargets} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import type {editFlags} from './edit-flags.ts'
import {checkEditFormat, type EditReason, editSession, objectHeader, subjectOf} from './edit-session.ts'

export type EditInvocation = Invocation<typeof editFlags>

/** Opens objects of the server in an editor and patches what was changed. */
export async function edit(invocation: EditInvocation): Promise<void> {
  const {flags, args} = invocation
  const found = await findTargets(invocation, {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    subresource: flags.subresource,
    typeAloneMeansAll: true,
    latest: true,
  })
  fieldValidationOf(flags.validate)
  const {targets, errors} = await collectFound(found)
  throwCollected(errors)
  if (targets.length === 0) throw new Error('edit cancelled, no objects found')
  checkEditFormat(flags.output)
  await editSession(invocation, {
    objects: targets.map(({object}) => object!),
    header: objectHeader,
    subject: subjectOf(targets[0]!),
    asJson: flags.output === 'json',
    windowsLineEndings: flags['windows-line-endings'],
    submit: (edited, file) => submit(invocation, {targets, edited, file}),
  })
}

interface Outcome {
  reasons: EditReason[]
  retryable: boolean
  missing: boolean
}

async function submit(
  invocation: EditInvocation,
  {targets, edited, file}: {targets: readonly Target[]; edited: readonly KubeObject[]; file: string},
): Promise<EditReason[]> {
  const outcome: Outcome = {reasons: [], retryable: false, missing: false}
  for (const object of edited) {
    const target = targets.find(candidate => candidate.object?.metadata.uid === object.metadata?.uid)
    if (!target) throw new Error(`no original object found for ${asUnstructured(object, targets)}`)
    await patchOne(invocation, target, object, outcome)
  }
  if (outcome.retryable) {
    invocation.err(`You can run \`${invocation.context.program} replace -f ${file}\` to try this update again.\n`)
    throw new SilentExit()
  }
  if (outcome.missing) {
    invocation.err(`The edits you made on deleted resources have been saved to ${JSON.stringify(file)}\n`)
    throw new SilentExit()
  }
  return outcome.reasons
}

/** An object as Go prints its library's type for any object, in the namespace that it would have been written to. */
function asUnstructured(object: KubeObject, [first]: readonly Target[]): string {
  const namespace = object.metadata?.namespace ?? first?.namespace
  const metadata = {...object.metadata, ...(namespace && {namespace})}
  return `&unstructured.Unstructured{Object:${formatGoSyntax({...object, metadata})}}`
}

async function patchOne(
  invocation: EditInvocation,
  target: Target,
  object: KubeObject,
  outcome: Outcome,
): Promise<void> {
  const {flags} = invocation
  const before = target.object!
  const {managedFields} = before.metadata
  const restored = managedFields ? {...object, metadata: {...object.metadata, managedFields}} : object
  const after = recorded(invocation, flags['save-config'] ? withLastApplied(restored) : restored)
  const say = async (shown: KubeObject, operation: string) =>
    invocation.out((await printerFor(invocation, {operation})).print(shown))
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after))))
    return say(after, 'skipped')
  const {type, patch} = patchBetween(target, before, after)
  if (flags['output-patch']) invocation.out(`Patch: ${stringifyJson(patch)}\n`)
  try {
    const patched = await patchTarget(await invocation.client(), target, {
      type,
      patch,
      fieldManager: flags['field-manager'],
      fieldValidation: fieldValidationOf(flags.validate),
    })
    await say(patched, 'edited')
  } catch (error) {
    invocation.err(`${noted(error, target, outcome)}\n`)
  }
}

function patchBetween({resource}: Target, before: KubeObject, after: KubeObject): {type: PatchType; patch: JsonObject} {
  const preconditions = [keepsKey('apiVersion'), keepsKey('kind'), keepsMetadataKey('name'), keepsKey('managedFields')]
  const changed = () => new Error('At least one of apiVersion, kind and name was changed')
  const schema = schemaOfKind(resource)
  if (!schema) {
    const patch = createMergePatch(before, after)
    if (!preconditions.every(holds => holds(patch))) throw changed()
    return {type: 'merge', patch}
  }
  try {
    return {type: 'strategic', patch: createStrategicPatch(schema, before, after, preconditions)}
  } catch (error) {
    throw error instanceof PreconditionFailed ? changed() : error
  }
}

function noted(error: unknown, target: Target, outcome: Outcome): string {
  const subject = subjectOf(target)
  if (isInvalid(error)) {
    const causes = error.status.details?.causes ?? []
    outcome.reasons.push({
      head: `${subject} was not valid`,
      details: causes.map(cause => `${cause.field}: ${cause.message}`),
    })
    return `error: ${subject} is invalid`
  }
  if (isNotFound(error)) {
    outcome.missing = true
    return `error: ${subject} could not be found on the server`
  }
  outcome.retryable = true
  return `error: ${subject} could not be patched: ${(error as Error).message}`
}
