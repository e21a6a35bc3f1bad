import type {Secret, ServiceAccount} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {listAll} from './parts/lists.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

type Ref = {name?: string}

/** A ServiceAccount and the Secrets that go with it. */
export const serviceAccount = describer<ServiceAccount>(async (object, out, {client, chunkSize}) => {
  const {metadata, imagePullSecrets = [], secrets = []} = object
  const {namespace = ''} = metadata
  const path = {group: '', version: 'v1', resource: 'secrets', namespace}
  // Who may not read Secrets is shown the names alone.
  const found = await listAll<Secret>(client, path, {chunkSize}).catch(() => undefined)
  const existing = found && new Set(found.map(secret => secret.metadata.name ?? ''))
  const tokens = (found ?? []).filter(secret => belongsTo(secret, object)).map(secret => ({...secret.metadata}))
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  writeNames(out, 'Image pull secrets:', imagePullSecrets, existing)
  writeNames(out, 'Mountable secrets: ', secrets, existing)
  writeNames(out, 'Tokens:            ', tokens, existing)
})

function belongsTo({type, metadata}: Secret, account: Pick<KubeObject, 'metadata'>): boolean {
  const {annotations = {}} = metadata
  return (
    type === 'kubernetes.io/service-account-token' &&
    annotations['kubernetes.io/service-account.name'] === account.metadata.name &&
    annotations['kubernetes.io/service-account.uid'] === account.metadata.uid
  )
}

function writeNames(
  out: Description,
  title: string,
  refs: readonly Ref[],
  existing: ReadonlySet<string> | undefined,
): void {
  if (refs.length === 0) return out.line(0, `${title}\t<none>`)
  for (const [index, {name = ''}] of refs.entries()) {
    const missing = existing && !existing.has(name) ? ' (not found)' : ''
    out.line(0, `${index === 0 ? title : ' '.repeat(title.length)}\t${name}${missing}`)
  }
}
