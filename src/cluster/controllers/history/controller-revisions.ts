import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import {stringifyJson} from '../../../api/json/stringify.ts'
import type {ControllerRevision, LabelSelector, PodTemplateSpec} from '../../../api/kinds.ts'
import {controllerOf, type GroupVersionResource, type KubeObject} from '../../../api/object.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import type {Client} from '../../../client/client.ts'
import {claim, controllerRef} from '../../runtime/controller-ref.ts'
import type {Informer} from '../../runtime/informer.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'

export interface HistoryOptions {
  client: Client
  objects: ObjectClient
  informer: Informer<ControllerRevision>
  /** Whose history this is. */
  owner: KubeObject
  ownerResource: GroupVersionResource
  selector: LabelSelector | undefined
  template: PodTemplateSpec
  /** The label in which a revision carries its hash. */
  hashLabel: string
  /** The hash of a revision, which its name ends in. */
  hash: (revision: RevisionContent, collisionCount: number | undefined) => string
  collisionCount: number | undefined
}

export interface RevisionContent {
  template: PodTemplateSpec
  data: object
}

export interface History {
  /** Oldest first. */
  revisions: ControllerRevision[]
  /** The one of the owner's present template. */
  update: ControllerRevision
  collisionCount: number | undefined
}

/** The revisions of an owner, with one for its present template: made if there is none, renumbered if an older one is back. */
export async function syncHistory(options: HistoryOptions): Promise<History> {
  const {client, objects, informer, owner, ownerResource, selector} = options
  const claimed = await claim<ControllerRevision>({
    client,
    objects,
    informer,
    resource: builtin.controllerRevisions,
    owner,
    ownerResource,
    selector,
  })
  const revisions = claimed.sort((a, b) => a.revision - b.revision || (a.metadata.name! < b.metadata.name! ? -1 : 1))
  const data = patchOf(options.template)
  const next = (revisions.at(-1)?.revision ?? 0) + 1
  const equal = revisions.filter(revision => isDeepStrictEqual(revision.data, data)).at(-1)
  if (equal) {
    if (equal === revisions.at(-1)) return {revisions, update: equal, collisionCount: options.collisionCount}
    const renumbered = await objects.update<ControllerRevision>(builtin.controllerRevisions, {...equal, revision: next})
    const others = revisions.filter(revision => revision !== equal)
    return {revisions: [...others, renumbered], update: renumbered, collisionCount: options.collisionCount}
  }
  const {created, collisionCount} = await create(options, data, next)
  return {revisions: [...revisions, created], update: created, collisionCount}
}

/** Deletes the oldest revisions that nobody uses beyond the limit. */
export async function trimHistory(
  objects: ObjectClient,
  revisions: readonly ControllerRevision[],
  live: ReadonlySet<string>,
  limit = 10,
): Promise<void> {
  const unused = revisions.filter(({metadata}) => !live.has(metadata.name!))
  for (const revision of unused.slice(0, Math.max(0, unused.length - limit)))
    await objects.delete(builtin.controllerRevisions, revision)
}

/** The template as it stands in a revision: a strategic patch that replaces it whole, with its keys in order. */
const patchOf = (template: PodTemplateSpec): object =>
  JSON.parse(stringifyJson({spec: {template: {...template, $patch: 'replace'}}}))

/** The template that a revision holds. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const data = revision.data as {spec: {template: PodTemplateSpec & {$patch?: string}}}
  const {$patch: _, ...template} = data.spec.template
  return template
}

async function create(
  options: HistoryOptions,
  data: object,
  revision: number,
): Promise<{created: ControllerRevision; collisionCount: number | undefined}> {
  const {objects, client, owner, template, hashLabel, hash: hashOf} = options
  const {namespace, name, annotations} = owner.metadata
  for (let {collisionCount} = options; ; collisionCount = (collisionCount ?? 0) + 1) {
    const hash = hashOf({template, data}, collisionCount)
    const draft = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels: {...template.metadata?.labels, [hashLabel]: hash},
        ...(annotations && {annotations}),
        ownerReferences: [controllerRef(owner)],
      },
      data,
      revision,
    } as ControllerRevision
    try {
      return {created: await objects.create(builtin.controllerRevisions, draft), collisionCount}
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
      const path = {...builtin.controllerRevisions, namespace, name: draft.metadata.name}
      const existing = await client.get<ControllerRevision>(path)
      const ours = controllerOf(existing)?.uid === owner.metadata.uid
      if (ours && isDeepStrictEqual(existing.data, data)) return {created: existing, collisionCount}
    }
  }
}
