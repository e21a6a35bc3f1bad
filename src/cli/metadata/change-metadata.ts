import {compareKeys, stringifyJson} from '../../api/json/index.ts'
import {type JsonObject, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {recorded, recordPatch} from '../flags/record.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {findTargets, visitTargets} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import type {metadataFlags} from './metadata-flags.ts'
import {resourcesAndPairs} from './resources-and-pairs.ts'

export type MetadataInvocation = Invocation<ReturnType<typeof metadataFlags>>

/** What is asked of the labels or annotations of every target. */
export interface MetadataChange {
  set: Record<string, string>
  remove: string[]
}

/** How labels and annotations differ. */
export interface MetadataKind {
  field: 'labels' | 'annotations'
  noun: 'label' | 'annotation'
  /** As errors of local use name a file. */
  file: string
  parse(pairs: readonly string[]): MetadataChange
  /** Throws if values would be overwritten that may not be. */
  checkOverwrites(current: Record<string, string>, change: MetadataChange): void
  /** What the line behind the object's name says. */
  operation(before: KubeObject, after: KubeObject, overwrite: boolean): string
  /** Says what was to be removed and is not there. */
  saysMissing: boolean
  /** The server's answer is printed, or what was sent. */
  printsAnswer: boolean
}

/** Changes or lists the labels or annotations of objects. */
export async function changeMetadata(invocation: MetadataInvocation, kind: MetadataKind): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  // annotate looks at -o first, label when there is something to print.
  if (kind.printsAnswer) await printerFor(invocation, {operation: ''})
  const {resources, pairs} = resourcesAndPairs(args, kind.noun)
  const change = kind.parse(pairs)
  check(invocation, kind, {resources, change, dryRun})
  const found = await findTargets(invocation, {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    local: flags.local,
    ...(!flags.local && {
      args: resources,
      selector: flags.selector,
      fieldSelector: flags['field-selector'],
      allNamespaces: flags['all-namespaces'],
      typeAloneMeansAll: flags.all,
      latest: true,
    }),
  })
  const single = found.singleItemImplied
  if (!single && flags['resource-version'])
    throw new Error('--resource-version may only be used with a single resource')
  await visitTargets(found, target => changeOne(invocation, kind, {target, change, dryRun, single}))
}

async function changeOne(
  invocation: MetadataInvocation,
  kind: MetadataKind,
  {target, change, dryRun, single}: {target: Target; change: MetadataChange; dryRun: DryRun; single: boolean},
): Promise<void> {
  const {flags} = invocation
  const before = {...target.object!, metadata: target.object!.metadata ?? {}}
  const current = before.metadata[kind.field] ?? {}
  const locally = dryRun === 'client' || flags.local || flags.list
  if (!locally && kind.saysMissing)
    for (const key of change.remove)
      if (!Object.hasOwn(current, key)) invocation.out(`${kind.noun} ${JSON.stringify(key)} not found.\n`)
  if (!flags.overwrite) kind.checkOverwrites(current, change)
  const after = recorded(invocation, changed(before, kind, change, flags['resource-version']))
  const answer = locally ? after : await send(invocation, kind, {target, before, after, dryRun})
  if (flags.list) return list(invocation, kind, answer, single)
  const operation = kind.operation(before, after, flags.overwrite)
  const printer = await printerFor(invocation, {operation: `${operation}${dryRunSuffix(dryRun)}`})
  invocation.out(printer.print(kind.printsAnswer ? answer : after))
}

function changed(
  object: KubeObject,
  {field}: MetadataKind,
  {set, remove}: MetadataChange,
  resourceVersion: string,
): KubeObject {
  const values: Record<string, string> = {...object.metadata[field], ...set}
  for (const key of remove) delete values[key]
  const metadata = {...object.metadata, [field]: values, ...(resourceVersion && {resourceVersion})}
  return {...object, metadata}
}

async function send(
  invocation: MetadataInvocation,
  {field}: MetadataKind,
  {target, before, after, dryRun}: {target: Target; before: KubeObject; after: KubeObject; dryRun: DryRun},
): Promise<KubeObject> {
  const {flags} = invocation
  const resourceVersion = flags['resource-version']
  const values = valueChanges(before.metadata[field], after.metadata[field] ?? {})
  const cause = recordPatch(invocation)?.metadata as JsonObject | undefined
  const metadata: JsonObject = {...cause, ...(values && {[field]: values}), ...(resourceVersion && {resourceVersion})}
  return patchTarget(await invocation.client(), target, {
    type: 'merge',
    patch: Object.keys(metadata).length > 0 ? {metadata} : {},
    fieldManager: flags['field-manager'],
    ...(dryRun === 'server' && {dryRun: 'All' as const}),
  })
}

/** A merge patch from one map to another; undefined where nothing changes. */
function valueChanges(
  before: Record<string, string> | undefined,
  after: Record<string, string>,
): Record<string, string | null> | undefined {
  const removed = Object.keys(before ?? {}).filter(key => !Object.hasOwn(after, key))
  const set = Object.entries(after).filter(([key, value]) => before?.[key] !== value)
  if (before && removed.length === 0 && set.length === 0) return undefined
  return Object.fromEntries([...removed.map((key): [string, null] => [key, null]), ...set])
}

function list(invocation: MetadataInvocation, {field}: MetadataKind, object: KubeObject, single: boolean): void {
  const {kind, apiVersion, metadata} = object
  if (!single) invocation.out(`Listing ${field} for ${kind}.${parseApiVersion(apiVersion).group}/${metadata.name}:\n`)
  const values = metadata[field] ?? {}
  for (const key of Object.keys(values).sort(compareKeys)) invocation.out(`${single ? '' : ' '}${key}=${values[key]}\n`)
}

function check(
  {flags}: MetadataInvocation,
  kind: MetadataKind,
  {resources, change, dryRun}: {resources: string[]; change: MetadataChange; dryRun: DryRun},
): void {
  const files = flags.filename.length > 0 || flags.kustomize !== ''
  if (kind.field === 'labels' && flags.list && flags.output)
    throw new Error('--list and --output may not be specified together')
  if (flags.all && flags.selector) throw new Error('cannot set --all and --selector at the same time')
  if (flags.all && flags['field-selector']) throw new Error('cannot set --all and --field-selector at the same time')
  if (flags.local && dryRun === 'server')
    throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  if (flags.local && resources.length > 0)
    throw new Error(
      `can only use local files by -f ${kind.file}.yaml or --filename=${kind.file}.json when --local=true is set`,
    )
  if (flags.local && !files)
    throw new Error(`one or more files must be specified as -f ${kind.file}.yaml or --filename=${kind.file}.json`)
  if (resources.length === 0 && !files)
    throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (Object.keys(change.set).length === 0 && change.remove.length === 0 && !flags.list)
    throw new Error(`at least one ${kind.noun} update is required`)
}

/** How long an object is as JSON. */
export const jsonLength = (object: KubeObject): number => Buffer.byteLength(stringifyJson(object))
