import {stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {isConflict} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {Target} from '../targets/target.ts'
import {patchTarget} from '../targets/write-target.ts'
import type {ApplySession} from './apply.ts'
import {warnOfDeletion} from './client-side.ts'
import {lastAppliedAnnotation, lastAppliedText} from './last-applied.ts'
import {annotationOwners, migratedFields} from './migrate-managed-fields.ts'

const defaultManager = 'kubectl'

/** Sends the file as it is and lets the server merge; fields of earlier client-side applies come over to the new manager. */
export async function applyServerSide(session: ApplySession, target: Target): Promise<void> {
  const {invocation} = session
  const client = await invocation.client()
  const send = () => sendApply(session, client, target)
  const applied = await send().catch(error => {
    throw isConflict(error) ? new Error(`${error.message}\n${conflictAdvice}`) : error
  })
  const object = await migrated(session, {client, target, applied, again: send})
  warnOfDeletion(session, object)
  await session.report(object, 'serverside-applied')
}

function sendApply(session: ApplySession, client: Client, target: Target): Promise<KubeObject> {
  const {flags} = session.invocation
  return patchTarget(client, flags.subresource ? {...target, subresource: flags.subresource} : target, {
    type: 'apply',
    patch: stringifyJson(target.object),
    fieldManager: session.fieldManager,
    fieldValidation: session.fieldValidation,
    force: flags['force-conflicts'],
    ...(session.dryRun === 'server' && {dryRun: 'All' as const}),
  })
}

async function migrated(
  session: ApplySession,
  {client, target, applied, again}: {client: Client; target: Target; applied: KubeObject; again(): Promise<KubeObject>},
): Promise<KubeObject> {
  const dryRun = session.dryRun === 'server' ? {dryRun: 'All' as const} : {}
  let object = applied
  let failure = 'failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply'
  try {
    object = await keepAnnotation(session, {client, target, applied})
    failure = 'server rejected managed fields migration to Server-Side Apply'
    const fields = migratedFields(object, session.fieldManager)
    if (!fields) return object
    await patchTarget(client, target, {
      type: 'json',
      patch: [
        {op: 'replace', path: '/metadata/managedFields', value: fields},
        {op: 'replace', path: '/metadata/resourceVersion', value: object.metadata.resourceVersion},
      ],
      fieldManager: session.fieldManager,
      fieldValidation: session.fieldValidation,
      ...dryRun,
    })
    failure = 'failed to re-apply configuration after performing Server-Side Apply migration'
    return await again()
  } catch (error) {
    session.invocation.err(
      `Warning: ${failure}. This is non-fatal and will be retried next time you apply. Error: ${(error as Error).message}\n`,
    )
    return object
  }
}

/** Gives the annotation of client-side apply a manager of its own, so that it outlives the change to server-side apply. */
async function keepAnnotation(
  session: ApplySession,
  {client, target, applied}: {client: Client; target: Target; applied: KubeObject},
): Promise<KubeObject> {
  const text = lastAppliedText(applied)
  if (session.fieldManager !== defaultManager || text === undefined) return applied
  if (annotationOwners(applied, 'Apply').length > 0) return applied
  const {apiVersion, kind, metadata} = applied
  const {name, namespace} = metadata
  const patch = {
    apiVersion,
    kind,
    metadata: {annotations: {[lastAppliedAnnotation]: text}, name, ...(namespace && {namespace})},
  }
  return patchTarget(client, target, {
    type: 'apply',
    patch: stringifyJson(patch),
    fieldManager: 'kubectl-last-applied',
    fieldValidation: session.fieldValidation,
    ...(session.dryRun === 'server' && {dryRun: 'All' as const}),
  })
}

const conflictAdvice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`
