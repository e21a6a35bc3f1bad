import {stringifyJson} from '../../api/json/index.ts'
import {apiVersionOf, type KubeList, type KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import {pathOf} from '../../client/client.ts'
import type {WatchEvent} from '../../client/transport.ts'
import {throwCollected} from '../errors/command-error.ts'
import {alignLines} from '../printers/tab-writer.ts'
import {isTable} from '../printers/table.ts'
import type {Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import {type GetInvocation, isHuman} from './get.ts'
import {genericPrinter} from './get-generic.ts'
import {tablePrinter} from './get-human.ts'

type Show = (object: KubeObject, event: string) => string

/** Prints what is there (unless told otherwise), then every change until the server or the user ends it. */
export async function getWatch(invocation: GetInvocation, query: TargetQuery): Promise<void> {
  const {flags} = invocation
  const {targets, errors} = await collectTargets(invocation, {
    ...query,
    keepLists: true,
    noLists:
      'watch is only supported on individual resources and resource collections, but a list of resources is found',
    singleType: true,
    failFast: true,
  })
  if (flags['ignore-not-found'] && errors.some(isNotFound)) return
  throwCollected(errors)
  const [target] = targets
  if (!target) return
  if (targets.some(({resource}) => resource.kind !== target.resource.kind || resource.group !== target.resource.group))
    throw new Error(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    )
  const show = await showOf(invocation, target)
  if (!flags['watch-only'])
    for (const each of targets) for (const object of currentOf(each)) invocation.out(show(object, 'ADDED'))
  // The pages of one list are one collection.
  if (targets.length > 1 && targets.some(({name}) => name))
    throw new Error('you may only watch a single resource or type of resource at a time')
  await follow(invocation, target, query, show)
}

async function showOf(invocation: GetInvocation, {resource}: Target): Promise<Show> {
  const {output, 'output-watch-events': eventsWanted} = invocation.flags
  // A name is of the object, whatever has happened to it.
  const withEvents = eventsWanted && output !== 'name'
  if (!isHuman(invocation)) {
    const printer = await genericPrinter(invocation)
    // Go marshals an event of its own type on one line.
    if (withEvents && output === 'json')
      return (object, type) => `{"type":${JSON.stringify(type)},"object":${stringifyJson(object)}}\n`
    return (object, type) => printer.print(withEvents ? ({type, object} as unknown as KubeObject) : object)
  }
  const printer = tablePrinter(invocation, resource, false)
  const align = rememberingAligner()
  return (object, type) => align(printer.lines(object, withEvents ? type : undefined))
}

/** The items of a list, which do not say themselves what they are, or a table or an object whole. */
function currentOf({object, name, resource}: Target): KubeObject[] {
  if (!object) return []
  if (isTable(object) || name) return [object]
  if (!Array.isArray(object['items'])) return [object]
  const type = {apiVersion: apiVersionOf(resource), kind: resource.kind}
  return (object as unknown as KubeList).items.map(item => ({...type, ...item}))
}

async function follow(
  invocation: GetInvocation,
  {resource, namespace, name, object}: Target,
  query: TargetQuery,
  show: Show,
): Promise<void> {
  const client = await invocation.client()
  const path = pathOf({...resource, ...(namespace && {namespace})})
  const parameters = new URLSearchParams({watch: 'true'})
  const version = name ? '0' : ((object?.metadata as {resourceVersion?: string})?.resourceVersion ?? '')
  if (version) parameters.set('resourceVersion', version)
  const fields = [query.fieldSelector, name && `metadata.name=${name}`].filter(Boolean).join(',')
  if (fields) parameters.set('fieldSelector', fields)
  if (query.selector) parameters.set('labelSelector', query.selector)
  if (query.includeObject) parameters.set('includeObject', 'Object')
  const {body} = await client.send({
    method: 'GET',
    url: `${path}?${parameters}`,
    ...(query.accept && {headers: {accept: query.accept}}),
    ...(invocation.context.signal && {signal: invocation.context.signal}),
  })
  if (body.type !== 'events') throw new Error('the server did not answer with a watch')
  let first = name !== ''
  try {
    for await (const event of body.events) {
      if (!first) invocation.out(show(shown(event), event.type))
      first = false
    }
  } catch (error) {
    // A watch that has lasted as long as --request-timeout allows has come to its end.
    if (invocation.flags['request-timeout'] === '0') throw error
  }
}

const shown = ({object}: WatchEvent): KubeObject => object

/** Columns keep the widths that they had before, so that later lines stand under earlier ones. */
function rememberingAligner(): (lines: string[][]) => string {
  let widths: number[] = []
  return lines => {
    const columns = Math.max(0, ...lines.map(line => line.length)) - 1
    const spacer = Array.from({length: columns + 1}, (_, index) => ' '.repeat(Math.max(0, (widths[index] ?? 0) - 3)))
    const text = alignLines(widths.length > 0 ? [spacer, ...lines] : lines)
    const body = widths.length > 0 ? text.slice(text.indexOf('\n') + 1) : text
    widths = Array.from({length: columns}, (_, index) =>
      Math.max(6, widths[index] ?? 0, ...lines.map(line => (line[index] ?? '').length + 3)),
    )
    return body
  }
}
