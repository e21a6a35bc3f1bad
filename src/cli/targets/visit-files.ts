import {sortKeys} from '../../api/json/index.ts'
import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {parseLabelSelector} from '../../api/selectors/index.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {ErrorList, ItemErrors} from '../errors/command-error.ts'
import {discoveryFailure, isDiscoveryFailure, logAttempts} from '../errors/log-refusals.ts'
import {checkMetadata} from '../manifests/check-metadata.ts'
import {decodeDocuments} from '../manifests/decode-documents.ts'
import {findSources, type ManifestSource} from '../manifests/find-sources.ts'
import {invalidData} from '../manifests/invalid-data.ts'
import {kindAndVersion} from '../manifests/kind-and-version.ts'
import {checkItemKind, listItems, typedListItems} from '../manifests/list-items.ts'
import {fetchTarget} from './fetch-target.ts'
import {resourceOf} from './resource-of.ts'
import {goResource, type Target, type Visit} from './target.ts'
import type {TargetWords} from './target-args.ts'
import type {DocumentCheck} from './target-query.ts'
import type {TargetSearch, Targets} from './targets.ts'

interface FileSearch extends Omit<TargetSearch, 'args'> {
  /** The object is an item of a list. */
  inList?: boolean
}

/** Objects that manifests describe, in the order of the files and the documents in them; lists are taken apart. */
export async function visitFiles(search: FileSearch, {names, pairs, types}: TargetWords): Promise<Targets> {
  const {query, invocation} = search
  const {sources, singleItemImplied} = await findSources(query, invocation.context)
  if (types.length > 0)
    throw new Error('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well')
  if (names.length > 0) throw new Error('name cannot be provided when a path is specified')
  if (pairs.length > 0) throw new Error('resource/name arguments cannot be provided when a path is specified')
  const {matches} = parsedSelector(query.selector ?? '')
  return {
    singleItemImplied,
    async *visit() {
      for await (const visit of everyDocument(sources, search)) {
        const labels = visit.target?.object?.metadata?.labels
        if (!visit.target || !query.selector || matches(labels)) yield visit
      }
    },
  }
}

function parsedSelector(text: string): ReturnType<typeof parseLabelSelector> {
  try {
    return parseLabelSelector(text)
  } catch (error) {
    throw new Error(`the provided selector ${JSON.stringify(text)} is not valid: ${(error as Error).message}`)
  }
}

/** What cannot be read is told of at the end, as one error, unless the first error ends it all. */
async function* everyDocument(sources: readonly ManifestSource[], search: FileSearch): AsyncGenerator<Visit> {
  const unreadable: unknown[] = []
  for (const source of sources)
    for await (const visit of documentsOf(source, search))
      if (visit.error === undefined || search.query.failFast) yield visit
      else unreadable.push(visit.error)
  const [first] = unreadable
  if (unreadable.length === 1 && first instanceof ItemErrors) yield {error: first}
  else if (unreadable.length > 0) yield {error: new ErrorList(unreadable)}
}

async function* documentsOf(source: ManifestSource, search: FileSearch): AsyncGenerator<Visit> {
  try {
    for (const document of decodeDocuments(await source.read(), source.name)) {
      if (search.query.validate) await validated(document, source.name, search.query.validate)
      yield* targetsOf(document, source.name, search)
    }
  } catch (error) {
    yield {error}
  }
}

async function validated(document: unknown, source: string, validate: DocumentCheck): Promise<void> {
  try {
    await validate(document)
  } catch (error) {
    throw invalidData(source, (error as Error).message)
  }
}

async function* targetsOf(document: unknown, source: string, search: FileSearch): AsyncGenerator<Visit> {
  const whole = sortKeys(kindAndVersion(document, source))
  const {noLists} = search.query
  const items = search.query.typed ? typedListItems(whole) : listItems(whole, source)
  if (!items) return yield await visited(whole, source, search)
  if (noLists) return yield {error: new Error(noLists)}
  const missed: unknown[] = []
  for (const item of items) {
    const visit = await visited(item, source, {...search, inList: true})
    if (visit.error === undefined || search.query.failFast) yield visit
    else missed.push(visit.error)
  }
  if (missed.length > 0) yield {error: new ItemErrors(missed)}
}

async function visited(object: KubeObject, source: string, search: FileSearch): Promise<Visit> {
  try {
    if (search.inList) checkItemKind(object)
    if (search.query.typed) (await import('../typed/check-typed.ts')).checkTyped(object, source)
    checkMetadata(object, source)
    return {target: await latest(await targetOf(object, source, search), search)}
  } catch (error) {
    // Without the server's schemas no document is looked at.
    if (search.query.validate && isDiscoveryFailure(error)) throw unrecognized(error, source, search)
    return {error}
  }
}

async function targetOf(object: KubeObject, source: string, search: FileSearch): Promise<Target> {
  const {connection} = search
  const {name = '', namespace = ''} = object.metadata ?? {}
  if (!connection) return {resource: unknownResource(object), namespace, name, object, source}
  try {
    const resource = await resourceOf(connection, object, search.inList ? undefined : source)
    return {resource, namespace, name, object, source}
  } catch (error) {
    if (search.query.validate) throw error
    throw unrecognized(error, source, search)
  }
}

/** A server that cannot be asked is missed where the document is checked, or where its kind is looked up. */
function unrecognized(error: unknown, source: string, {invocation, query}: FileSearch): unknown {
  if (!isDiscoveryFailure(error)) return error
  if (query.validate)
    return invalidData(source, `failed to download openapi: ${discoveryFailure(error, '/openapi/v2')}`)
  logAttempts(error, invocation, 1)
  return new Error(`unable to recognize ${JSON.stringify(source)}: ${discoveryFailure(error)}`)
}

async function latest(target: Target, {query, connection, namespace}: FileSearch): Promise<Target> {
  if (!query.latest || !target.name || !connection) return target
  const here = target.resource.namespaced ? target.namespace || (query.asWritten ? '' : namespace) : ''
  if (target.resource.namespaced && !here)
    throw new Error(`no namespace set on resource ${goResource(target.resource)} ${JSON.stringify(target.name)}`)
  const placed = {...target, namespace: here}
  return {...placed, object: await fetchTarget(connection.client, placed, query)}
}

/** What can be known of an object's resource without a server. */
const unknownResource = ({apiVersion, kind}: KubeObject): ServedResource => ({
  ...parseApiVersion(apiVersion),
  resource: '',
  singular: '',
  kind,
  namespaced: true,
  verbs: [],
})
