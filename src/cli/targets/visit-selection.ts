import type {KubeList, KubeObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import {type Client, pathOf} from '../../client/client.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {withMessage} from '../errors/with-message.ts'
import {checkKnownKind} from '../typed/known-kind.ts'
import {fetchUrl} from './fetch-target.ts'
import {checkSegment, goResource, type Target, type Visit} from './target.ts'
import type {TargetWords} from './target-args.ts'
import type {TargetQuery} from './target-query.ts'
import type {TargetSearch, Targets} from './targets.ts'

/** Objects by their type and what is selected of it. */
export const visitSelection = (search: TargetSearch): Targets => ({
  singleItemImplied: false,
  visit: () => listed(search.args.resources, search),
})

/** Throws where something stands beside the selector that cannot. */
export function checkSelection({names, pairs, types}: TargetWords, {subresource}: TargetQuery): void {
  if (names.length > 0) throw new Error('name cannot be provided when a selector is specified')
  if (pairs.length > 0)
    throw new Error('selectors and the all flag cannot be used when passing resource/name arguments')
  if (types.length === 0) throw new Error('at least one resource must be specified to use a selector')
  if (subresource) throw new Error('subresource cannot be used when bulk resources are specified')
}

async function* listed(resources: readonly ServedResource[], search: TargetSearch): AsyncGenerator<Visit> {
  for (const resource of new Set(resources))
    try {
      for await (const list of pages(resource, search))
        for (const target of targetsOf(list, resource, search)) yield {target}
    } catch (error) {
      yield {error: explained(error, resource, search)}
    }
}

async function* pages(
  resource: ServedResource,
  {connection, namespace, args, query}: TargetSearch,
): AsyncGenerator<KubeObject> {
  if (resource.namespaced) checkSegment('namespace', namespace)
  const path = pathOf({...resource, ...(resource.namespaced && namespace && {namespace})})
  const parameters = {
    labelSelector: args.selector,
    fieldSelector: query.fieldSelector,
    limit: query.chunkSize || undefined,
  }
  const client = connection?.client as Client
  let next: string | undefined
  do {
    const list: KubeObject = await fetchUrl(client, path, {...parameters, continue: next}, query)
    if (query.typed) checkKnownKind(list)
    yield list
    next = (list.metadata as {continue?: string} | undefined)?.continue
  } while (next)
}

function targetsOf(list: KubeObject, resource: ServedResource, {query, namespace}: TargetSearch): Target[] {
  const here = resource.namespaced ? namespace : ''
  if (query.keepLists || !Array.isArray(list['items'])) return [{resource, namespace: here, name: '', object: list}]
  const {items, apiVersion, kind} = list as unknown as KubeList
  const itemKind = kind.replace(/List$/, '')
  return items.map(item => ({
    resource,
    namespace: item.metadata.namespace ?? '',
    name: item.metadata.name ?? '',
    object: item.kind ? item : {...item, apiVersion, kind: itemKind},
  }))
}

/** A list that fails says what it was to find. */
function explained(error: unknown, resource: ServedResource, {args, query}: TargetSearch): unknown {
  if (!(error instanceof StatusError) || !['BadRequest', 'NotFound'].includes(error.reason)) return error
  const what = JSON.stringify(goResource(resource))
  const {selector = ''} = args
  const {fieldSelector = ''} = query
  const head =
    selector || fieldSelector
      ? `Unable to find ${what} that match label selector ${JSON.stringify(selector)}, field selector ${JSON.stringify(fieldSelector)}`
      : `Unable to list ${what}`
  return withMessage(error, `${head}: ${error.message}`)
}
