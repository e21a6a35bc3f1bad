import type {DeleteRequest} from '../etcd/store.ts'
import type {EtcdctlCommand, Flags} from './command.ts'
import {badArguments} from './failure.ts'
import {headerOf} from './header.ts'
import {keyRange} from './key-range.ts'
import {deleteViews} from './responses.ts'

export const del: EtcdctlCommand = {
  name: 'del',
  usage: ' [options] <key> [range_end]',
  summary: 'Removes the specified key or range of keys [key, range_end)',
  flags: [
    {
      name: 'from-key',
      fallback: false,
      usage: 'delete keys that are greater than or equal to the given key using byte compare',
    },
    {name: 'prefix', fallback: false, usage: 'delete keys with matching prefix'},
    {name: 'prev-kv', fallback: false, usage: 'return deleted key-value pairs'},
    {name: 'range', fallback: false, usage: 'delete range of keys'},
  ],
  async run(call) {
    const request = deleteRequest(call.args, call.flag)
    const store = await call.store()
    const response = await store.delete(request)
    call.show(deleteViews(await headerOf(store, response.revision), response, call))
  },
}

/** The deletion that a line asks for. */
export function deleteRequest(args: string[], flag: Flags): DeleteRequest {
  if (args.length === 0 || args.length > 2) {
    throw badArguments('del command needs one argument as key and an optional argument as range_end')
  }
  return {...keyRange(args, flag), prevKv: flag.on('prev-kv')}
}
