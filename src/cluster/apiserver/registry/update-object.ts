import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import type {GroupResource, KubeObject} from '../../../api/object.ts'
import {invalid, notFound, StatusError, staleConflict} from '../../../api/status-error.ts'
import type {validateObjectMeta} from '../../resources/metadata/index.ts'
import type {AdmissionAttributes} from '../admission/admission.ts'
import {withExpressionErrors} from '../admission/expressions/index.ts'
import {ignoreNewTimes, trackAcrossVersions} from '../field-manager.ts'
import {fieldVersions} from '../field-versions.ts'
import {asStored} from './as-stored.ts'
import {completeNewObject, createAttributes} from './create-object.ts'
import {metadataUpdateErrors, withMetadataErrors} from './metadata-checks.ts'
import {errorKind} from './metadata-rules.ts'
import {namespaceErrors} from './namespace-errors.ts'
import {dedupOwnerReferences} from './owner-references.ts'
import type {Preconditions, ResourceStore} from './resource-store.ts'
import {sameJson} from './same-json.ts'
import {keepAllButStatus, keepField, keepMetadata} from './status-field.ts'
import type {WriteScope} from './write-scope.ts'

export interface UpdateRequest {
  name: string
  /** Makes the draft of the new state, each time anew; what it is given is read-only. */
  draft(current: KubeObject | undefined): KubeObject | Promise<KubeObject>
  preconditions?: Preconditions
  /** Creates the object where it is absent, whatever its kind says (apply patches). */
  createIfAbsent?: boolean
  /** Who manages the fields is settled by the draft itself (apply patches). */
  managed?: boolean
  /** Instead of the kind's own rules for the subresource in the scope. */
  strategy?: UpdateStrategy
  admitted?: AdmittedView
}

/** What of an object admission sees, and may change. */
export interface AdmittedView {
  show(object: KubeObject): KubeObject
  /** The object as the view would have it; neither is changed. */
  take(view: KubeObject, object: KubeObject): KubeObject
}

/** What an update through a subresource may do. */
export interface UpdateStrategy {
  prepare(draft: KubeObject, old: KubeObject): void
  validate(draft: KubeObject, old: KubeObject): ReturnType<typeof validateObjectMeta>
}

export interface UpdateResult {
  object: KubeObject
  created: boolean
}

/** Replaces an object by what `draft` makes of it, admitted and validated. */
export async function updateObject(scope: WriteScope, request: UpdateRequest): Promise<UpdateResult> {
  const {server, definition, namespace, dryRun} = scope
  const resource = server.resourceStore(definition)
  const name: GroupResource = {group: definition.group, resource: definition.plural}
  const createIfAbsent = request.createIfAbsent || definition.createOnUpdate === true
  let created = false
  let finalized: KubeObject | undefined
  let finish: ((stored: boolean) => Promise<void>) | undefined
  try {
    const object = await resource.update(
      namespace,
      request.name,
      async current => {
        await finish?.(false)
        finish = undefined
        finalized = undefined
        created = !current
        if (!current && !createIfAbsent) throw notFound(name, request.name)
        let draft = await request.draft(current)
        if (!request.managed) {
          const {fieldManager: manager, subresource} = scope
          const versions = fieldVersions(server, definition)
          const now = server.clock.now()
          await trackAcrossVersions(draft, {definition, old: current, manager, subresource, now, versions})
        }
        const shown = request.admitted?.show(draft) ?? draft
        const before = current && (request.admitted?.show(current) ?? current)
        const attributes = before ? updateAttributes(scope, shown, before) : createAttributes(scope, shown)
        await server.admission.admit(attributes, server)
        if (request.admitted) draft = request.admitted.take(shown, draft)
        dedupOwnerReferences(draft, scope.warnings, 'admission')
        if (!current) {
          parseVersion(draft.metadata.resourceVersion)
          finish = await completeNewObject(scope, draft)
          scope.warnings.addAll(definition.warnings?.(draft) ?? [])
        } else {
          checkVersion(scope, draft, current)
          if (!scope.subresource) finish = await server.allocate?.(draft, current, {definition, dryRun})
          await completeUpdate(scope, request, draft, current)
        }
        await server.admission.validate(attributes, server)
        draft = asStored(definition, draft, current)
        if (!dryRun) forgetPlace(draft, created)
        if (current) ignoreNewTimes(draft, current)
        if (current && mayGo(scope, draft, current)) {
          finalized = draft
          throw emptiedFinalizers
        }
        return draft
      },
      {dryRun, preconditions: request.preconditions, createIfAbsent},
    )
    await finish?.(!dryRun)
    return {object, created}
  } catch (error) {
    await finish?.(false)
    if (error !== emptiedFinalizers || !finalized) throw error
    return {object: await deleteFinalized(resource, scope, request.name, finalized), created: false}
  }
}

/** Where an object was and which version of it are not stored with it. */
function forgetPlace({metadata}: KubeObject, created: boolean): void {
  if (metadata.selfLink !== undefined) delete metadata.selfLink
  if (created) delete metadata.resourceVersion
}

const emptiedFinalizers = new Error('the last finalizer is gone')

/** The version that the client saw must be the one that is there, unless the kind allows to leave it out. */
function checkVersion({definition}: WriteScope, draft: KubeObject, current: KubeObject): void {
  const {metadata} = draft
  const name = current.metadata.name ?? ''
  const resource = {group: definition.group, resource: definition.plural}
  const version = parseVersion(metadata.resourceVersion)
  if (version === 0 && definition.unconditionalUpdate) {
    metadata.resourceVersion = current.metadata.resourceVersion
    return
  }
  if (version === 0)
    throw invalid({group: definition.group, kind: definition.plural}, name, [
      invalidValue('metadata.resourceVersion', 0, 'must be specified for an update'),
    ])
  if (String(version) !== current.metadata.resourceVersion) throw staleConflict(resource, name)
}

function parseVersion(text = ''): number {
  if (text === '') return 0
  if (/^\d+$/.test(text)) return Number(text)
  throw new StatusError({message: `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`, code: 500})
}

async function completeUpdate(
  scope: WriteScope,
  request: UpdateRequest,
  draft: KubeObject,
  current: KubeObject,
): Promise<void> {
  const {definition, warnings} = scope
  const old = current.metadata
  draft.metadata.generation = old.generation
  prepare(scope, request, draft, current)
  // Defaults may have made other metadata of it.
  const {metadata} = draft
  metadata.uid ||= old.uid
  metadata.creationTimestamp = old.creationTimestamp
  if (old.deletionTimestamp) metadata.deletionTimestamp = old.deletionTimestamp
  metadata.deletionGracePeriodSeconds ??= old.deletionGracePeriodSeconds
  for (const field of ['generation', 'uid', 'deletionGracePeriodSeconds'] as const)
    if (metadata[field] === undefined) delete metadata[field]
  const first = await statusErrorsInNamespace(scope, draft, current)
  const own = validate(scope, request, draft, current)
  const warn = (message: string) => warnings.addAll([message])
  const errors = [
    ...first,
    ...metadataUpdateErrors(definition, scope.subresource, draft, old),
    ...withMetadataErrors(own, definition, draft, old),
    ...((!request.strategy && (await definition.validateInTurns?.(own, draft, current, warn))) || []),
  ]
  const all = scope.subresource ? errors : await withExpressionErrors(errors, definition, draft, current)
  if (all.length > 0) throw invalid(errorKind(definition), metadata.name ?? '', all)
  const told =
    scope.subresource === 'status' && !definition.structural
      ? definition.statusWarnings?.(draft)
      : definition.warnings?.(draft, current)
  warnings.addAll(told ?? [])
}

async function statusErrorsInNamespace(
  {server, subresource, definition: {validateStatusInNamespace: validate}}: WriteScope,
  draft: KubeObject,
  current: KubeObject,
): Promise<FieldError[]> {
  if (subresource !== 'status' || !validate) return []
  return namespaceErrors(server, draft, (object, labels) => validate(object, current, labels))
}

function prepare(
  {server, definition, subresource, dryRun, user, warnings}: WriteScope,
  {strategy}: UpdateRequest,
  draft: KubeObject,
  old: KubeObject,
): void {
  const context = {
    now: server.clock.now(),
    dryRun,
    user,
    uuid: () => server.random.uuid(),
    warn: (message: string) => warnings.addAll([message]),
    features: server.features,
  }
  if (!strategy && subresource !== 'status') definition.dropDisabled?.(draft, {features: server.features, old})
  if (strategy) strategy.prepare(draft, old)
  else if (subresource === 'status') {
    if (definition.prepareForStatusUpdate) definition.prepareForStatusUpdate(draft, old, context)
    else keepAllButStatus(draft, old)
    keepMetadata(draft, old, definition.keptOnStatusUpdate ?? [])
    // What the client has left out is completed when the object is read, and that is what it is answered with.
    if (!definition.structural) definition.defaults?.(draft)
    return
  } else if (definition.prepareForUpdate) definition.prepareForUpdate(draft, old, context)
  else if (definition.subresources?.['status']) keepField(draft, old, 'status')
  if (
    definition.generation &&
    draft.metadata.generation === old.metadata.generation &&
    !sameDesire(definition, draft, old)
  )
    draft.metadata.generation = (old.metadata.generation ?? 0) + 1
}

/** Whether two states differ in metadata and status at most. */
function sameDesire({subresources}: WriteScope['definition'], a: KubeObject, b: KubeObject): boolean {
  const desire = ({metadata: _, ...rest}: KubeObject) =>
    subresources?.['status'] ? {...rest, status: undefined} : rest
  return sameJson(desire(a), desire(b))
}

function validate(
  {server: {features}, definition, subresource}: WriteScope,
  {strategy}: UpdateRequest,
  draft: KubeObject,
  old: KubeObject,
) {
  if (strategy) return strategy.validate(draft, old)
  if (subresource === 'status') return definition.validateStatusUpdate?.(draft, old) ?? []
  if (definition.validateUpdate) return definition.validateUpdate(draft, old, features)
  return definition.validate?.(draft, features) ?? []
}

/** An object that was only waiting for its finalizers goes with the last of them. */
const mayGo = ({definition}: WriteScope, draft: KubeObject, {metadata}: KubeObject): boolean =>
  !draft.metadata.finalizers?.length &&
  !definition.holdsDeletion?.(draft) &&
  metadata.deletionTimestamp !== undefined &&
  !metadata.deletionGracePeriodSeconds

async function deleteFinalized(
  resource: ResourceStore,
  {namespace, dryRun}: WriteScope,
  name: string,
  draft: KubeObject,
): Promise<KubeObject> {
  try {
    await resource.delete(namespace, name, {dryRun})
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 404) throw error
  }
  return resource.arranged(draft)
}

function updateAttributes(scope: WriteScope, object: KubeObject, old: KubeObject): AdmissionAttributes {
  return {...createAttributes(scope, object), operation: 'UPDATE', name: old.metadata.name ?? '', old}
}
