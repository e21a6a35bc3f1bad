import {type GroupResource, groupResourceName, type KubeObject} from '../../../api/object.ts'
import {applySchemaDefaults} from '../../../api/schema/index.ts'
import {invalid, isAlreadyExists, StatusError} from '../../../api/status-error.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {AdmissionAttributes} from '../admission/admission.ts'
import {withExpressionErrors} from '../admission/expressions/index.ts'
import {trackAcrossVersions} from '../field-manager.ts'
import {fieldVersions} from '../field-versions.ts'
import {asStored} from './as-stored.ts'
import {anyObjectErrors, newObjectErrors} from './metadata-checks.ts'
import {errorKind} from './metadata-rules.ts'
import {namespaceErrors} from './namespace-errors.ts'
import {dedupOwnerReferences} from './owner-references.ts'
import {resetStatus} from './status-field.ts'
import type {WriteScope} from './write-scope.ts'

/** How often another name is tried when a generated one is taken. */
const nameAttempts = 8
/** Leaves room for the suffix within 63 letters. */
const longestGeneratedPrefix = 58

/** Admits, completes, validates and stores a new object. The draft is the caller's own and is used up. */
export async function createObject(scope: WriteScope, draft: KubeObject): Promise<KubeObject> {
  const {server, definition, warnings, dryRun} = scope
  const now = server.clock.now()
  wipeSystemFields(draft)
  dedupOwnerReferences(draft, warnings)
  const {fieldManager: manager, subresource} = scope
  await trackAcrossVersions(draft, {definition, manager, subresource, now, versions: fieldVersions(server, definition)})
  const attributes = createAttributes(scope, draft)
  await server.admission.admit(attributes, server)
  dedupOwnerReferences(draft, warnings, 'admission')
  const finish = await completeNewObject(scope, draft)
  try {
    // Also what is refused from here on is told of.
    warnings.addAll(definition.warnings?.(draft) ?? [])
    await server.admission.validate({...attributes, name: draft.metadata.name ?? ''}, server)
    const created = await store(scope, draft)
    await finish?.(true)
    return created
  } catch (error) {
    await finish?.(false)
    throw error
  } finally {
    if (dryRun) await finish?.(false)
  }
}

/** What only the system says is forgotten before anybody could come to own it. Who creates by an update or an apply may say that the object is being deleted. */
function wipeSystemFields(draft: KubeObject): void {
  const {metadata} = draft
  delete metadata.creationTimestamp
  delete metadata.uid
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
  delete metadata.selfLink
}

/** Fills what the system fills in a new object, and validates it; returns what ends its allocations. */
export async function completeNewObject(
  {server, definition, subresource, dryRun, user, warnings}: WriteScope,
  draft: KubeObject,
): Promise<((stored: boolean) => Promise<void>) | undefined> {
  const {metadata} = draft
  const now = server.clock.now()
  const uuid = () => server.random.uuid()
  metadata.creationTimestamp = timestamp(now)
  const {namespace = '', generateName, name = generateName} = metadata
  const random = server.random.of(`${definition.plural}/${namespace}/${name}`)
  metadata.uid = random.uuid()
  if (generateName && !metadata.name)
    metadata.name = definition.generateName?.(generateName) ?? generatedName(random, generateName)
  // An update of the status that makes an object gives it nothing.
  const finish = subresource ? undefined : await server.allocate?.(draft, undefined, {definition, dryRun})
  try {
    if (definition.generation) metadata.generation = 1
    const {features} = server
    const warn = (message: string) => warnings.addAll([message])
    definition.dropDisabled?.(draft, {features})
    if (definition.prepareForCreate)
      definition.prepareForCreate(draft, {
        now,
        dryRun,
        user,
        uuid,
        warn,
        features,
      })
    else resetStatus(definition, draft)
    // What a client may not set can have defaults all the same: a custom kind's status has them when it is read.
    if (definition.structural && definition.subresources?.['status']) applySchemaDefaults(definition.structural, draft)
    const first = await namespaceErrors(server, draft, definition.validateInNamespace)
    const own = definition.validate?.(draft, features) ?? []
    const errors = [
      ...newObjectErrors(definition, draft, own),
      ...((await definition.validateInTurns?.(own, draft, undefined, warn)) ?? []),
    ]
    const all = [...first, ...(await withExpressionErrors(errors, definition, draft))]
    const found = all.length > 0 ? all : anyObjectErrors(definition, draft)
    if (found.length > 0) throw invalid(errorKind(definition), metadata.name ?? '', found)
    definition.canonicalize?.(draft)
    return finish
  } catch (error) {
    await finish?.(false)
    throw error
  }
}

async function store(scope: WriteScope, draft: KubeObject): Promise<KubeObject> {
  const {server, definition, dryRun} = scope
  const resource = server.resourceStore(definition)
  if (draft.metadata.resourceVersion && !dryRun)
    throw new StatusError({message: 'resourceVersion should not be set on objects to be created', code: 500})
  if (!dryRun) delete draft.metadata.resourceVersion
  const object = asStored(definition, draft)
  const {metadata} = object
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await resource.create(object, {dryRun})
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
      if (!metadata.generateName) throw await existing(scope, metadata.name ?? '', error)
      const generated = metadata.name?.startsWith(metadata.generateName.slice(0, longestGeneratedPrefix))
      if (attempt === nameAttempts || !generated)
        throw generateNameConflict({group: definition.group, resource: definition.plural}, metadata.name ?? '')
      metadata.name = generatedName(server.random, metadata.generateName!)
    }
  }
}

/** Says so if the object that is in the way is on its way out. */
async function existing(
  {server, definition, namespace}: WriteScope,
  name: string,
  error: StatusError,
): Promise<StatusError> {
  const object = await server.resourceStore(definition).get(namespace, name)
  if (!object?.metadata.deletionTimestamp) return error
  return new StatusError({...error.status, message: `object is being deleted: ${error.message}`})
}

function generateNameConflict(resource: GroupResource, name: string): StatusError {
  return new StatusError({
    message: `${groupResourceName(resource)} ${JSON.stringify(name)} already exists, the server was not able to generate a unique name for the object`,
    reason: 'AlreadyExists',
    details: {name, ...(resource.group && {group: resource.group}), kind: resource.resource, retryAfterSeconds: 1},
    code: 409,
  })
}

const generatedName = (random: Random, prefix: string): string =>
  prefix.slice(0, longestGeneratedPrefix) + random.suffix()

export function createAttributes(scope: WriteScope, object: KubeObject): AdmissionAttributes {
  return {
    operation: 'CREATE',
    definition: scope.definition,
    subresource: scope.subresource,
    namespace: scope.namespace,
    name: object.metadata.name ?? '',
    object,
    dryRun: scope.dryRun,
    user: scope.user,
    options: {fieldManager: scope.fieldManager},
    warnings: scope.warnings,
  }
}
