import type {KubeObject} from '../../../api/object.ts'
import {conflict, notFound, StatusError} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {AdmissionAttributes} from '../admission/admission.ts'
import {groupResourceOf} from '../request-context.ts'
import {successStatus} from '../responses.ts'
import {checkDeleteOptions, type DeleteOptions} from './delete-options.ts'
import {collectedFinalizers} from './garbage-finalizers.ts'
import {errorKind} from './metadata-rules.ts'
import type {WriteScope} from './write-scope.ts'

export interface DeleteResult {
  /** The object, or a Success status. */
  body: KubeObject
  /** Whether it is gone, rather than on its way out. */
  gone: boolean
}

/** Deletes an object, at once or in grace, as its finalizers, its kind and the options will have it. */
export async function deleteObject(scope: WriteScope, name: string, options: DeleteOptions): Promise<DeleteResult> {
  const {server, definition, namespace, dryRun} = scope
  const resource = server.resourceStore(definition)
  checkDeleteOptions(options)
  const stored = await resource.get(namespace, name)
  if (!stored) throw notFound(groupResourceOf(definition), name)
  let outcome = {type: 'now'} as Outcome
  let marked: KubeObject | undefined
  const first = decide(scope, stored, options)
  if (first.type === 'pending') {
    return {body: result(scope, stored), gone: false}
  }
  if (first.type === 'mark') {
    try {
      marked = await resource.update(
        namespace,
        name,
        async current => {
          await admit(scope, name, current!, options)
          outcome = decide(scope, current!, options)
          if (outcome.type !== 'mark') throw settled
          return outcome.draft
        },
        {dryRun, preconditions: options.preconditions},
      )
    } catch (error) {
      if (error !== settled) throw error
    }
    if (outcome.type === 'pending') return {body: result(scope, stored), gone: false}
    if (outcome.type === 'mark' && !outcome.gone) return {body: marked!, gone: false}
    if (dryRun && marked) return {body: result(scope, marked), gone: true}
  }
  try {
    const check = (current: KubeObject) => (marked ? undefined : admit(scope, name, current, options))
    const preconditions = marked ? {uid: options.preconditions?.uid} : options.preconditions
    const last = await resource.delete(namespace, name, {dryRun, preconditions, check})
    await server.released?.(last, definition, dryRun)
    return {body: result(scope, last), gone: true}
  } catch (error) {
    if (!marked || !(error instanceof StatusError) || error.code !== 404) throw error
    return {body: result(scope, marked), gone: true}
  }
}

type Outcome =
  | {type: 'now'}
  /** Somebody has asked before, for no longer than this. */
  | {type: 'pending'}
  /** The object is to be stored as being deleted; `gone`: and to be taken away right after. */
  | {type: 'mark'; draft: KubeObject; gone: boolean}

/** Ends an update that turned out not to be one. */
const settled = new Error('nothing to mark')

function decide(scope: WriteScope, current: KubeObject, options: DeleteOptions): Outcome {
  checkPreconditions(scope, current, options)
  const grace = gracefully(scope, current, options)
  if (grace === 'pending') return {type: 'pending'}
  const finalizers = collectedFinalizers(scope.definition, current, options)
  const {definition} = scope
  const held = definition.holdsDeletion?.(current) === true
  const pending = held || (finalizers ?? current.metadata.finalizers ?? []).length > 0
  if (!grace && !pending && !finalizers) return {type: 'now'}
  const draft: KubeObject = {...current, metadata: {...current.metadata, ...grace?.metadata}}
  if (finalizers) draft.metadata.finalizers = finalizers
  if (finalizers?.length === 0) delete draft.metadata.finalizers
  if (pending || grace) definition.prepareForDelete?.(draft, scope.server.clock.now())
  if (grace) return {type: 'mark', draft, gone: !pending && grace.seconds === 0}
  if (!pending) return {type: 'now'}
  markAsDeleting(scope, draft, held)
  if (held) keepGracePeriod(draft, current)
  return {type: 'mark', draft, gone: false}
}

/** Throws the conflict with who expects another object. */
export function checkPreconditions(
  {definition}: Pick<WriteScope, 'definition'>,
  {metadata}: KubeObject,
  options: DeleteOptions,
): void {
  const {uid, resourceVersion} = options.preconditions ?? {}
  const {group, kind} = errorKind(definition)
  const refuse = (why: string) => conflict({group, resource: kind}, metadata.name ?? '', why)
  if (definition.holdsDeletion) return checkHeldPreconditions(definition, metadata, options)
  if (uid !== undefined && uid !== metadata.uid)
    throw refuse(
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    )
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw refuse(
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    )
}

/** Kinds that are deleted in their own way have their own words for it. */
function checkHeldPreconditions(
  {group, plural}: WriteScope['definition'],
  {name = '', uid, resourceVersion}: KubeObject['metadata'],
  {preconditions = {}}: DeleteOptions,
): void {
  const check = (what: string, wanted: string | undefined, is: string | undefined): void => {
    if (wanted === undefined || wanted === is) return
    const why = `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${is}`
    throw conflict({group, resource: plural}, name, why)
  }
  check('UID', preconditions.uid, uid)
  check('ResourceVersion', preconditions.resourceVersion, resourceVersion)
}

/** What a graceful delete changes; undefined where the kind (or the state of the object) knows no grace. */
function gracefully(
  {server, definition}: WriteScope,
  current: KubeObject,
  options: DeleteOptions,
): 'pending' | {seconds: number; metadata: Partial<KubeObject['metadata']>} | undefined {
  if (!definition.gracePeriod) return undefined
  const {metadata} = current
  const requested = atLeastOne(options.gracePeriodSeconds)
  if (metadata.deletionTimestamp) {
    const granted = metadata.deletionGracePeriodSeconds ?? 0
    if (granted === 0) return undefined
    if (requested === undefined || requested >= granted) return 'pending'
    const due = Date.parse(String(metadata.deletionTimestamp)) + (requested - granted) * 1000
    return {
      seconds: requested,
      metadata: {deletionTimestamp: timestamp(due), deletionGracePeriodSeconds: requested},
    }
  }
  const seconds = atLeastOne(definition.gracePeriod(current, requested))!
  const due = timestamp(server.clock.now() + seconds * 1000)
  return {
    seconds,
    metadata: {
      deletionTimestamp: due,
      deletionGracePeriodSeconds: seconds,
      ...(metadata.generation && {generation: metadata.generation + 1}),
    },
  }
}

const atLeastOne = (seconds: number | undefined): number | undefined =>
  seconds !== undefined && seconds < 0 ? 1 : seconds

/** Without grace, but with finalizers to wait for. */
function markAsDeleting({server}: WriteScope, {metadata}: KubeObject, held = false): void {
  const now = server.clock.now()
  if (!held && !metadata.deletionTimestamp && metadata.generation) metadata.generation += 1
  if (!metadata.deletionTimestamp || Date.parse(String(metadata.deletionTimestamp)) > now)
    metadata.deletionTimestamp = timestamp(now)
  metadata.deletionGracePeriodSeconds = 0
}

/** Objects that wait for more than their finalizers show no grace period. */
function keepGracePeriod({metadata}: KubeObject, current: KubeObject): void {
  const {deletionGracePeriodSeconds} = current.metadata
  if (deletionGracePeriodSeconds === undefined) delete metadata.deletionGracePeriodSeconds
  else metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds
}

/** The object for the kinds that return it, else a status that names it. */
function result({definition}: WriteScope, object: KubeObject): KubeObject {
  if (definition.returnsDeleted) return object
  const {name, uid} = object.metadata
  const {group, plural} = definition
  return successStatus({name, ...(group && {group}), kind: plural, uid})
}

async function admit(scope: WriteScope, name: string, old: KubeObject, options: DeleteOptions): Promise<void> {
  const attributes: AdmissionAttributes = {
    operation: 'DELETE',
    definition: scope.definition,
    subresource: scope.subresource,
    namespace: scope.namespace,
    name: scope.collection ? '' : name,
    old,
    dryRun: scope.dryRun,
    user: scope.user,
    options: {gracePeriodSeconds: options.gracePeriodSeconds, propagationPolicy: options.propagationPolicy},
    warnings: scope.warnings,
  }
  await scope.server.admission.admit(attributes, scope.server)
  await scope.server.admission.validate(attributes, scope.server)
}
