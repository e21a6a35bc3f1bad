import {once} from 'node:events'
import {prefixEnd, type Store, type StoreEvent, type Watcher, type WatchRequest} from '../etcd/store.ts'
import {keyOf} from './bytes.ts'
import type {Call, EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {type JsonValue, omitEmpty} from './go-json.ts'
import {type Header, headerFields, headerJson, headerOf} from './header.ts'
import {kvFields, kvJson, kvLines} from './key-value.ts'
import type {Views} from './views.ts'
import {execOnEvent} from './watch-exec.ts'

export const watch: EtcdctlCommand = {
  name: 'watch',
  usage: ' [options] [key or prefix] [range_end] [--] [exec-command arg1 arg2 ...]',
  summary: 'Watches events stream on keys or prefixes',
  readOnly: true,
  flags: [
    {name: 'prefix', fallback: false, usage: 'Watch on a prefix if prefix is set'},
    {name: 'prev-kv', fallback: false, usage: 'get the previous key-value pair before the event happens'},
    {
      name: 'progress-notify',
      fallback: false,
      usage: 'get periodic watch progress notification from server',
    },
    {name: 'rev', fallback: 0, usage: 'Revision to start watching'},
  ],
  async run(call) {
    const {request, exec} = watchRequest(call)
    const store = await call.store()
    await follow(call, store, request, exec)
  },
}

function watchRequest({args, rest, flag}: Call): {request: WatchRequest; exec: string[]} {
  const {words, exec} = {words: args.slice(0, args.length - rest.length), exec: rest}
  if (words.length === 0) throw badArguments('bad number of arguments')
  const key = keyOf(words[0]!)
  const common = {prevKv: flag.on('prev-kv'), startRevision: flag.number('rev') || undefined}
  if (!flag.on('prefix')) {
    return {request: {key, rangeEnd: words.length === 2 ? keyOf(words[1]!) : undefined, ...common}, exec}
  }
  if (words.length > 1) throw badArguments('`range_end` and `--prefix` are mutually exclusive')
  const range = key === '' ? {key: '\0', rangeEnd: '\0'} : {key, rangeEnd: prefixEnd(key)}
  return {request: {...range, ...common}, exec}
}

/** Prints events, one batch after the other, until the watch ends or is interrupted. */
async function follow(call: Call, store: Store, request: WatchRequest, exec: string[]): Promise<void> {
  const {signal} = call
  const header = await headerOf(store)
  const ended = new AbortController()
  let failure: Error | undefined
  let printing = Promise.resolve()
  const fail = (error: Error) => {
    failure ??= error
    ended.abort()
  }
  const watcher: Watcher = store.watch(request, {
    events: (batch, revision) => {
      const at = {...header, revision: Math.max(revision, header.revision)}
      printing = printing.then(() => tell(call, at, batch, exec)).catch(fail)
    },
    cancelled: error => {
      call.warn(`watch was canceled (${error.message})\n`)
      fail(new Failure(exitCodes.interrupted, 'watch is canceled by the server'))
    },
  })
  const alive = setInterval(() => undefined, 0x7fffffff)
  const stop = AbortSignal.any([signal, ended.signal])
  if (!stop.aborted) await once(stop, 'abort')
  clearInterval(alive)
  watcher.cancel()
  await printing
  if (failure) throw failure
}

async function tell(call: Call, header: Header, events: StoreEvent[], exec: string[]): Promise<void> {
  if (exec.length === 0) return call.show(watchViews(header, events, call))
  for (const event of events) {
    call.show(watchViews(header, [event], call))
    await execOnEvent(exec, event, header.revision, call)
  }
}

const watchViews = (header: Header, events: StoreEvent[], {hex}: {hex: boolean}): Views => ({
  simple: () =>
    events.flatMap(({type, kv, prevKv}) => [
      type.toUpperCase(),
      ...(prevKv ? kvLines(prevKv, {hex}) : []),
      ...kvLines(kv, {hex}),
    ]),
  json: () => ({
    Header: headerJson(header),
    Events: events.map(eventJson),
    CompactRevision: 0,
    Canceled: false,
    Created: false,
  }),
  fields: () => [
    ...headerFields(header, hex),
    ...events.flatMap(({type, kv, prevKv}) => [
      `"Type" : ${type.toUpperCase()}`,
      ...(prevKv ? kvFields(prevKv, {hex, prefix: 'Prev'}) : []),
      ...kvFields(kv, {hex}),
    ]),
  ],
})

const eventJson = ({type, kv, prevKv}: StoreEvent): JsonValue => ({
  ...omitEmpty({type: type === 'delete' ? 1 : 0}),
  kv: kvJson(kv),
  prev_kv: prevKv && kvJson(prevKv),
})
