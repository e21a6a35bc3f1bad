import {randomInt} from 'node:crypto'
import {join} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {mkdirSync, rmSync, temporaryFolder, writeFileSync} from '../../client/machine/files.ts'
import {lastAppliedText} from '../apply/last-applied.ts'
import {usageError} from '../errors/command-error.ts'
import type {Invocation} from '../invocation.ts'
import {withoutManagedFields} from '../printers/managed-fields.ts'
import type {Target} from '../targets/target.ts'
import {findTargets, visitTargets} from '../targets/targets.ts'
import type {diffFlags} from './diff-flags.ts'
import {masked} from './mask-secret.ts'
import {mergedObject} from './merged-object.ts'
import {runDiffProgram} from './run-diff-program.ts'

export type DiffInvocation = Invocation<typeof diffFlags>

/** Shows what applying the files would change. Exits with 1 where something would, with more where something failed. */
export async function diff(invocation: DiffInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length > 0) throw usageError(commandPath, `Unexpected args: [${args.join(' ')}]`)
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  if (flags['force-conflicts'] && !flags['server-side'])
    throw new Error('--force-conflicts only works with --server-side')
  // What is given is looked at first; what is to be pruned otherwise, once there is something to prune.
  if (flags.prune && flags['prune-allowlist'].length > 0) await prunableOf(invocation)
  const folders = {live: newFolder('LIVE'), merged: newFolder('MERGED')}
  try {
    await writeVersions(invocation, folders)
    await runDiffProgram(invocation, folders)
  } finally {
    for (const folder of Object.values(folders)) rmSync(folder, {recursive: true, force: true})
  }
}

interface Folders {
  live: string
  merged: string
}

/** Named as Go names temporary folders, with a number. */
function newFolder(name: string): string {
  const folder = join(temporaryFolder(), `${name}-${randomInt(2 ** 32)}`)
  mkdirSync(folder, {mode: 0o700})
  return folder
}

async function prunableOf(invocation: DiffInvocation): Promise<ServedResource[]> {
  const {prunedResources} = await import('../apply/prune-kinds.ts')
  return prunedResources(invocation, invocation.flags['prune-allowlist'])
}

async function writeVersions(invocation: DiffInvocation, folders: Folders): Promise<void> {
  const {flags} = invocation
  const visited: Target[] = []
  const query = {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    failFast: true,
  }
  const found = await findTargets(invocation, query)
  const visit = visitTargets(
    found,
    async target => {
      visited.push(target)
      const {live, merged} = await mergedObject(invocation, target)
      const shown = versionsToShow(live, merged, flags['show-managed-fields'])
      write(folders.live, target, shown.live)
      write(folders.merged, target, shown.merged)
      if (live?.metadata.deletionTimestamp)
        invocation.err(`Warning: Detected changes to resource ${target.name} which is currently being deleted.\n`)
    },
    query,
  )
  // kubectl prunes by what it has seen, even if it has not seen all.
  const failure = await visit.then(
    () => undefined,
    (error: unknown) => ({error}),
  )
  if (flags.prune) await writePruned(invocation, folders, visited)
  if (failure) throw failure.error
}

async function writePruned(invocation: DiffInvocation, folders: Folders, visited: readonly Target[]): Promise<void> {
  const {prunedObjects} = await import('./pruned-objects.ts')
  for (const {target, object} of await prunedObjects(invocation, visited, await prunableOf(invocation))) {
    if (lastAppliedText(object) === undefined) continue
    write(folders.live, target, object)
  }
}

function versionsToShow(live: KubeObject | undefined, merged: KubeObject, managedFields: boolean) {
  const strip = (object: KubeObject) => (managedFields ? object : withoutManagedFields(object))
  const pair = {live: live && strip(live), merged: strip(merged)}
  return merged.kind === 'Secret' && merged.apiVersion === 'v1' ? masked(pair) : pair
}

/** `apps.v1.Deployment.default.web`; an object that is not there is an empty file, a Secret is null. */
function write(folder: string, {resource, namespace, name}: Target, object: KubeObject | undefined): void {
  const group = resource.group ? `${resource.group}.` : ''
  const file = `${group}${resource.version}.${resource.kind}.${namespace}.${name}`
  writeFileSync(join(folder, file), object ? stringifyYaml(object) : absent(resource), {mode: 0o700})
}

const absent = ({kind, group}: ServedResource): string => (kind === 'Secret' && !group ? 'null\n' : '')
