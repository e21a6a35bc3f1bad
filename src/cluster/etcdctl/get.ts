import type {RangeRequest} from '../etcd/store.ts'
import type {EtcdctlCommand, Flags} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {headerOf} from './header.ts'
import {keyRange} from './key-range.ts'
import {rangeViews} from './responses.ts'

export const get: EtcdctlCommand = {
  name: 'get',
  usage: ' [options] <key> [range_end]',
  summary: 'Gets the key or a range of keys',
  readOnly: true,
  flags: [
    {name: 'consistency', fallback: 'l', usage: 'Linearizable(l) or Serializable(s)'},
    {name: 'count-only', fallback: false, usage: 'Get only the count'},
    {
      name: 'from-key',
      fallback: false,
      usage: 'Get keys that are greater than or equal to the given key using byte compare',
    },
    {name: 'keys-only', fallback: false, usage: 'Get only the keys'},
    {name: 'limit', fallback: 0, usage: 'Maximum number of results'},
    {name: 'order', fallback: '', usage: 'Order of results; ASCEND or DESCEND (ASCEND by default)'},
    {name: 'prefix', fallback: false, usage: 'Get keys with matching prefix'},
    {
      name: 'print-value-only',
      fallback: false,
      usage: 'Only write values when using the "simple" output format',
    },
    {name: 'rev', fallback: 0, usage: 'Specify the kv revision'},
    {name: 'sort-by', fallback: '', usage: 'Sort target; CREATE, KEY, MODIFY, VALUE, or VERSION'},
  ],
  async run({args, flag, store, show, hex, format}) {
    const request = rangeRequest(args, flag)
    const opened = await store()
    const response = await opened.range(request)
    if (request.countOnly && format() !== 'fields') {
      throw badArguments('--count-only is only for `--write-out=fields`')
    }
    const valueOnly = flag.on('print-value-only')
    if (valueOnly && format() !== 'simple') throw badArguments('print-value-only is only for `--write-out=simple`')
    show(rangeViews(await headerOf(opened, response.revision), response, {hex, valueOnly}))
  },
}

/** The range that a `get` line asks for. */
export function rangeRequest(args: string[], flag: Flags): RangeRequest {
  if (args.length === 0) {
    throw badArguments('get command needs one argument as key and an optional argument as range_end')
  }
  const keysOnly = flag.on('keys-only')
  const countOnly = flag.on('count-only')
  const range = keyRange(args, flag)
  if (keysOnly && countOnly) {
    throw badArguments('`--keys-only` and `--count-only` cannot be set at the same time, choose one')
  }
  const consistency = flag.text('consistency')
  if (consistency !== 'l' && consistency !== 's') {
    throw new Failure(exitCodes.badFeature, `unknown consistency flag "${consistency}"`)
  }
  return {...range, keysOnly, countOnly, limit: flag.number('limit'), revision: flag.number('rev'), sort: sortOf(flag)}
}

const targets = {'': 'key', CREATE: 'create', KEY: 'key', MODIFY: 'mod', VALUE: 'value', VERSION: 'version'} as const

function sortOf(flag: Flags): RangeRequest['sort'] {
  const order = flag.text('order').toUpperCase()
  if (order !== '' && order !== 'ASCEND' && order !== 'DESCEND') {
    throw new Failure(exitCodes.badFeature, `bad sort order ${flag.text('order')}`)
  }
  const target = flag.text('sort-by').toUpperCase()
  if (!(target in targets)) throw new Failure(exitCodes.badFeature, `bad sort target ${flag.text('sort-by')}`)
  return {by: targets[target as keyof typeof targets], descending: order === 'DESCEND'}
}
