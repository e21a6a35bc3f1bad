import {setTimeout as sleep} from 'node:timers/promises'
import type {Store} from '../etcd/store.ts'
import type {Call, EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {leaseArgument} from './lease-argument.ts'
import {hexId} from './parse-int.ts'

export const leaseKeepAlive: EtcdctlCommand = {
  name: 'lease keep-alive',
  usage: ' [options] <leaseID>',
  summary: 'Keeps leases alive (renew)',
  flags: [
    {name: 'once', fallback: false, usage: 'Resets the keep-alive time to its original value and exits immediately'},
  ],
  async run(call) {
    if (call.args.length !== 1) throw badArguments('lease keep-alive command needs lease ID as argument')
    const id = leaseArgument(call.args[0]!)
    const store = await call.store()
    if (call.flag.on('once')) return once(call, store, id)
    while (!call.signal.aborted && (await renew(call, store, id)));
    if (!call.signal.aborted && call.format() === 'simple') call.print(`lease ${hexId(id)} expired or revoked.\n`)
  },
}

async function once(call: Call, store: Store, id: bigint): Promise<void> {
  const lease = await store.keepAlive(id).catch((error: Error) => {
    throw new Failure(exitCodes.badConnection, error.message)
  })
  await shown(call, store, lease)
}

/** Renews, and waits for a third of the lease's time, as etcd's client does. */
async function renew(call: Call, store: Store, id: bigint): Promise<boolean> {
  const lease = await store.keepAlive(id).catch(() => undefined)
  if (!lease) return false
  await shown(call, store, lease)
  await sleep((lease.ttl * 1_000) / 3, undefined, {signal: call.signal}).catch(() => undefined)
  return true
}

async function shown({show, hex}: Call, store: Store, {id, ttl}: {id: bigint; ttl: number}): Promise<void> {
  const header = await headerOf(store)
  show({
    simple: () => [`lease ${hexId(id)} keepalived with TTL(${ttl})`],
    json: () => ({...headerJson(header), ID: id, TTL: ttl}),
    fields: () => [...headerFields(header, hex), `"ID" : ${id}`, `"TTL" : ${ttl}`],
  })
}
