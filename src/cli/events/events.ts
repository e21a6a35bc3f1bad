import {goSort} from '../../api/go-sort.ts'
import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {millisecondsOf} from '../../api/time.ts'
import type {ResourcePath} from '../../client/client.ts'
import {type Event, intervalOf} from '../describe/parts/events.ts'
import {listAll} from '../describe/parts/lists.ts'
import {bool, string, stringSlice} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allNamespacesFlag, chunkSizeFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {alignLines} from '../printers/tab-writer.ts'
import {asGoStruct} from '../typed/go-struct.ts'

export const eventsFlags = {
  ...outputFlags,
  ...allNamespacesFlag,
  ...chunkSizeFlag,
  for: string({usage: 'Only events about this object, as resource/name.'}),
  'no-headers': bool({usage: 'Leave the line of headers out.'}),
  types: stringSlice({usage: 'Only events of these types: Normal, Warning.'}),
  watch: bool({short: 'w', usage: 'Go on with what happens from now on.'}),
}

export type EventsInvocation = Invocation<typeof eventsFlags>

/** Prints events in the order in which they were last seen. */
export async function events(invocation: EventsInvocation): Promise<void> {
  const {flags} = invocation
  const fieldSelector = await subjectSelector(invocation)
  const types = flags.types.map(type => type.toLowerCase())
  if (types.some(type => type !== 'normal' && type !== 'warning'))
    throw new Error('valid --types are Normal or Warning')
  const wanted = ({type = ''}: Event): boolean => types.length === 0 || types.includes(type.toLowerCase())
  if (flags.output) await printerFor(invocation)
  const {client, namespace} = await invocation.connect()
  const path: ResourcePath = {
    group: '',
    version: 'v1',
    resource: 'events',
    ...(!flags['all-namespaces'] && {namespace}),
  }
  if (flags.watch) return follow(invocation, path, {fieldSelector, wanted})
  const all = await listAll<Event>(client, path, {fieldSelector, chunkSize: flags['chunk-size']})
  const found = goSort(all.filter(wanted), (a, b) => lastSeen(a) < lastSeen(b))
  if (found.length > 0) return print(invocation, found, true)
  invocation.err(flags['all-namespaces'] ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`)
}

async function subjectSelector(invocation: EventsInvocation): Promise<string> {
  const {flags} = invocation
  if (!flags.for) return ''
  if (!flags.for.includes('/')) throw new Error('--for must be in resource/name form')
  const [type = '', name = '', more] = flags.for.split('/')
  if (more !== undefined) throw new Error('arguments in resource/name form may not have more than one slash')
  const {discovery} = await invocation.connect()
  const {group, version, kind} = await discovery.resource(type.toLowerCase())
  return `involvedObject.kind=${kind},involvedObject.apiVersion=${apiVersionOf({group, version})},involvedObject.name=${name}`
}

async function follow(
  invocation: EventsInvocation,
  path: ResourcePath,
  {fieldSelector, wanted}: {fieldSelector: string; wanted(event: Event): boolean},
): Promise<void> {
  const client = await invocation.client()
  const {signal} = invocation.context
  let first = true
  try {
    for await (const {type, object} of client.watch<Event>(path, {fieldSelector, ...(signal && {signal})})) {
      if (type === 'DELETED' || type === 'BOOKMARK' || !wanted(object)) continue
      await print(invocation, [object], first)
      first = false
    }
  } catch (error) {
    // A watch that has lasted as long as --request-timeout allows has come to its end.
    if (invocation.flags['request-timeout'] === '0') throw error
  }
}

async function print(invocation: EventsInvocation, found: readonly Event[], withHeader: boolean): Promise<void> {
  const {flags} = invocation
  if (flags.output) {
    const printer = await printerFor(invocation, {keepOrder: true})
    const items = found.map(event => ({apiVersion: 'v1', kind: 'Event', ...event}))
    const list = {apiVersion: 'v1', kind: 'EventList', metadata: {}, items} as KubeObject
    // kubectl has no names for a list of typed objects.
    if (flags.output === 'name' && !flags.watch) return
    return invocation.out(printer.print(asGoStruct(flags.watch ? (items[0] as KubeObject) : list)))
  }
  const spaces = flags['all-namespaces']
  const header = withHeader && !flags['no-headers']
  const lines = found.map(event => {
    const {kind = '', name = ''} = event.involvedObject
    const cells = [intervalOf(event, invocation.now()), event.type ?? '', event.reason ?? '', `${kind}/${name}`]
    return [...(spaces ? [event.metadata.namespace ?? ''] : []), ...cells, (event.message ?? '').trim()]
  })
  const titles = [...(spaces ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']
  invocation.out(alignLines(header ? [titles, ...lines] : lines))
}

function lastSeen({series, lastTimestamp, eventTime}: Event): number {
  const time = series?.lastObservedTime ?? lastTimestamp ?? eventTime
  return time ? millisecondsOf(time) : Number.NEGATIVE_INFINITY
}
