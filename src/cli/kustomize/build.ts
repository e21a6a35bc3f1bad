import type {KubeObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import type {CliContext} from '../cli-context.ts'
import {decodeDocuments} from '../manifests/decode-documents.ts'
import {kindAndVersion} from '../manifests/kind-and-version.ts'
import {type BuildConfiguration, defaultConfiguration, merged, withConfigurations} from './build-configuration.ts'
import {contentHash} from './content-hash.ts'
import {type Folder, rootFolder} from './folder.ts'
import {generate} from './generate.ts'
import type {Built, Kustomization, KustomizeVariable} from './kustomization.ts'
import {ordered} from './legacy-order.ts'
import {loadKustomization} from './load-kustomization.ts'
import {appended, changed, idOf} from './object-ids.ts'
import {HttpError, readRemoteFile} from './read-remote-file.ts'
import {renameReferences} from './rename-references.ts'
import {transform} from './transform.ts'
import {withPairs} from './transformers/labels.ts'
import {resolveVariables, withVariables} from './variables.ts'

/** kubectl 1.34's own kustomize. */
const version = 'v5.7.1'

export interface BuildOptions {
  /** Resources may be files from outside of the kustomization's folder. */
  unrestricted?: boolean
  /** The order of the lists, where the kustomization does not say. */
  asListed?: boolean
}

/** What has been gathered on the way: objects, where their fields are, and variables. */
interface Accumulated {
  objects: Built[]
  configuration: BuildConfiguration
  variables: KustomizeVariable[]
}

/** The YAML that a folder's kustomization stands for, in the legacy order unless it asks for the one of its lists. */
export async function buildKustomization(
  name: string,
  context: CliContext,
  options: BuildOptions = {},
): Promise<string> {
  const folder = rootFolder(context.cwd, name, {unrestricted: options.unrestricted ?? false})
  const kustomization = loadKustomization(folder, context)
  if (kustomization.openapi?.path) folder.read(kustomization.openapi.path)
  const {objects, configuration, variables} = await accumulate(folder, kustomization, context)
  const named = renameReferences(objects.map(withHash), configuration)
  const resolved = resolveVariables(named, variables, configuration).filter(({object}) => !isLocal(object))
  const sorted = ordered(resolved, kustomization.sortOptions ?? {order: options.asListed ? 'fifo' : 'legacy'})
  const labels = {'app.kubernetes.io/managed-by': `kustomize-${version}`}
  const marked = kustomization.buildMetadata?.includes('managedByLabel')
    ? withPairs(sorted, [{path: 'metadata/labels', create: true}], labels)
    : sorted
  return marked.map(({object}) => stringifyYaml(object)).join('---\n')
}

/** A folder's objects; those of a component are its parent's, on which it works. */
async function accumulate(
  folder: Folder,
  kustomization: Kustomization,
  context: CliContext,
  inherited: Accumulated = {objects: [], configuration: defaultConfiguration, variables: []},
): Promise<Accumulated> {
  const place = {folder, context}
  let whole = await wrapped('accumulating resources', async () => {
    let found = inherited
    for (const source of kustomization.resources ?? []) found = await withResource(found, source, place)
    return found
  })
  const configuration = withConfigurations(whole.configuration, kustomization.configurations ?? [], folder)
  await wrapped(`loading CRDs [${(kustomization.crds ?? []).join(' ')}]`, () => kustomization.crds?.map(folder.read))
  whole = {...whole, objects: generate(whole.objects, kustomization, folder), configuration}
  whole = await wrapped('accumulating components', async () => {
    let found = whole
    for (const source of kustomization.components ?? []) found = await withComponent(found, source, place)
    return found
  })
  return {
    configuration: whole.configuration,
    objects: transform(whole.objects, {kustomization, configuration: whole.configuration, folder}),
    variables: withVariables(whole.variables, kustomization.vars ?? []),
  }
}

interface Place {
  folder: Folder
  context: CliContext
}

/** A resource is a file, or else a folder; an error tells of both attempts. */
async function withResource(before: Accumulated, source: string, place: Place): Promise<Accumulated> {
  try {
    return {...before, objects: await withFile(before.objects, source, place.folder)}
  } catch (error) {
    const asFile = error as Error
    // An address whose server has answered is that of a file.
    if (asFile.cause instanceof HttpError) throw asFile
    return wrapped(
      `accumulation err='${asFile.message}'`,
      () => withFolder(before, opened(place.folder, source, asFile), place.context),
      asFile,
    )
  }
}

/** What is a file and cannot be read as YAML is not looked for as a folder. */
class MalformedYaml extends Error {}

function opened(folder: Folder, source: string, asFile: Error): Folder {
  try {
    return folder.open(source)
  } catch (error) {
    throw asFile instanceof MalformedYaml ? asFile : error
  }
}

async function withFile(objects: readonly Built[], source: string, folder: Folder): Promise<Built[]> {
  const read = await wrapped(`accumulating resources from '${source}'`, async () =>
    documentsOf(/^https?:\/\//i.test(source) ? await readRemoteFile(source) : folder.read(source), source),
  )
  return wrapped(`merging resources from '${source}'`, () => appended(objects, read))
}

function documentsOf(bytes: Buffer, source: string): Built[] {
  try {
    return [...decodeDocuments(bytes.toString('utf8'), source)]
      .map(document => kindAndVersion(document, source))
      .flatMap(object => (object.kind === 'List' ? (object['items'] as KubeObject[]) : [object]))
      .map(object => ({object, history: [], prefixes: [], suffixes: [], needsHash: false}))
  } catch (error) {
    throw new MalformedYaml(`MalformedYAMLError: ${(error as Error).message} in File: ${source}`)
  }
}

async function withFolder(before: Accumulated, folder: Folder, context: CliContext): Promise<Accumulated> {
  const kustomization = await loaded(folder, context)
  if (kustomization.kind === 'Component') throw new Error(`expected kind != 'Component' for path '${folder.path}'`)
  const inner = await wrapped(`recursed accumulation of path '${folder.path}'`, () =>
    accumulate(folder, kustomization, context),
  )
  return wrapped(`recursed merging from path '${folder.path}'`, () => ({
    objects: appended(before.objects, inner.objects),
    configuration: merged(before.configuration, inner.configuration),
    variables: withVariables(before.variables, inner.variables),
  }))
}

async function withComponent(before: Accumulated, source: string, {folder, context}: Place): Promise<Accumulated> {
  const place = await quoted('loader.New', () => folder.open(source))
  return quoted('accumulateDirectory:', async () => {
    const kustomization = await loaded(place, context)
    if (kustomization.kind !== 'Component')
      throw new Error(`expected kind 'Component' for path '${place.path}' but got '${kustomization.kind}'`)
    return wrapped(`recursed accumulation of path '${place.path}'`, () =>
      accumulate(place, kustomization, context, before),
    )
  })
}

const loaded = (folder: Folder, context: CliContext): Promise<Kustomization> =>
  wrapped(`couldn't make target for path '${folder.path}'`, () => loadKustomization(folder, context))

async function wrapped<T>(prefix: string, work: () => T | Promise<T>, asIs?: Error): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error === asIs) throw error
    const {message} = error as Error
    throw error instanceof MalformedYaml
      ? new MalformedYaml(`${prefix}: ${message}`)
      : new Error(`${prefix}: ${message}`, {cause: (error as Error).cause ?? error})
  }
}

async function quoted<T>(prefix: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new Error(`${prefix} ${JSON.stringify((error as Error).message)}`)
  }
}

/** Puts the hash of a generated object's content behind its name. */
function withHash(one: Built): Built {
  if (!one.needsHash) return one
  const {metadata} = one.object
  const name = `${idOf(one.object).name}-${contentHash(one.object)}`
  return changed(one, {...one.object, metadata: {...metadata, name}})
}

const isLocal = ({metadata}: KubeObject): boolean =>
  ![undefined, 'false'].includes(metadata?.annotations?.['config.kubernetes.io/local-config'])
