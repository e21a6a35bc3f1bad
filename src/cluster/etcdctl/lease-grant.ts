import type {EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {hexId, parseInt64} from './parse-int.ts'

export const leaseGrant: EtcdctlCommand = {
  name: 'lease grant',
  usage: ' <ttl>',
  summary: 'Creates leases',
  async run({args, store, show, hex}) {
    if (args.length === 0) throw badArguments('lease grant command needs TTL argument')
    const ttl = seconds(args[0]!)
    const opened = await store()
    const lease = await opened.grant(ttl).catch((error: Error) => {
      throw new Failure(exitCodes.error, `failed to grant lease (${error.message})`)
    })
    const header = await headerOf(opened)
    show({
      simple: () => [`lease ${hexId(lease.id)} granted with TTL(${lease.ttl}s)`],
      json: () => ({...headerJson(header), ID: lease.id, TTL: lease.ttl, Error: ''}),
      fields: () => [...headerFields(header, hex), `"ID" : ${lease.id}`, `"TTL" : ${lease.ttl}`],
    })
  },
}

function seconds(text: string): number {
  try {
    return Number(parseInt64(text))
  } catch (error) {
    throw badArguments(`bad TTL (${(error as Error).message})`)
  }
}
