import type {PutRequest, Value} from '../etcd/store.ts'
import {keyOf, readAll, textOrBytes} from './bytes.ts'
import type {Call, EtcdctlCommand, Flags} from './command.ts'
import {badArguments} from './failure.ts'
import {headerOf} from './header.ts'
import {parseHexId} from './parse-int.ts'
import {putViews} from './responses.ts'

const needsValue = 'put command needs 1 argument and input from stdin or 2 arguments'

export const put: EtcdctlCommand = {
  name: 'put',
  usage: ' [options] <key> <value> (<value> can also be given from stdin)',
  summary: 'Puts the given key into the store',
  flags: [
    {name: 'ignore-lease', fallback: false, usage: 'updates the key using its current lease'},
    {name: 'ignore-value', fallback: false, usage: 'updates the key using its current value'},
    {name: 'lease', fallback: '0', usage: 'lease ID (in hexadecimal) to attach to the key'},
    {name: 'prev-kv', fallback: false, usage: 'return the previous key-value pair before modification'},
  ],
  async run(call) {
    const request = await putRequest(call.args, call.flag, () => fromStdin(call))
    const store = await call.store()
    const {revision, prevKv} = await store.put(request)
    call.show(putViews(await headerOf(store, revision), prevKv, call))
  },
}

/** The put that a line asks for; `missing` gives the value that it leaves out. */
export async function putRequest(args: string[], flag: Flags, missing: () => Promise<Value>): Promise<PutRequest> {
  if (args.length === 0) throw badArguments(needsValue)
  const ignoreValue = flag.on('ignore-value')
  if (ignoreValue && args.length > 1) {
    throw badArguments("put command needs only 1 argument when 'ignore-value' is set")
  }
  const value = ignoreValue ? '' : (args[1] ?? (await missing()))
  const lease = parseHexId(flag.text('lease'), why => `bad lease ID (${why}), expecting ID in Hex`)
  return {
    key: keyOf(args[0]!),
    value,
    lease,
    ignoreValue,
    ignoreLease: flag.on('ignore-lease'),
    prevKv: flag.on('prev-kv'),
  }
}

async function fromStdin({stdin}: Call): Promise<Value> {
  const bytes = await readAll(stdin)
  if (bytes.length === 0) throw badArguments(needsValue)
  return textOrBytes(bytes)
}
