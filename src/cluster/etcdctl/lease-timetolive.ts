import {keyBytes} from './bytes.ts'
import type {EtcdctlCommand} from './command.ts'
import {badArguments} from './failure.ts'
import {goQuote} from './go-quote.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {leaseArgument} from './lease-argument.ts'
import {hexId} from './parse-int.ts'

export const leaseTimetolive: EtcdctlCommand = {
  name: 'lease timetolive',
  usage: ' <leaseID> [options]',
  summary: 'Get lease information',
  readOnly: true,
  flags: [{name: 'keys', fallback: false, usage: 'Get keys attached to this lease'}],
  async run({args, flag, store, show, hex}) {
    if (args.length !== 1) throw badArguments('lease timetolive command needs lease ID as argument')
    const wanted = leaseArgument(args[0]!)
    const opened = await store()
    const {id, ttl, grantedTtl, keys} = await opened.timeToLive(wanted)
    const header = await headerOf(opened)
    const bytes = flag.on('keys') ? keys.map(keyBytes) : []
    const attached = flag.on('keys') ? `, attached keys([${bytes.map(key => key.toString()).join(' ')}])` : ''
    const granted = `granted with TTL(${grantedTtl}s), remaining(${ttl}s)${attached}`
    show({
      simple: () => [`lease ${hexId(id)} ${ttl === -1 ? 'already expired' : granted}`],
      json: () => ({
        ...headerJson(header),
        id,
        ttl,
        'granted-ttl': grantedTtl,
        keys: bytes.length > 0 ? bytes.map(key => key.toString('base64')) : null,
      }),
      fields: () => [
        ...headerFields(header, hex),
        `"ID" : ${id}`,
        `"TTL" : ${ttl}`,
        `"GrantedTTL" : ${grantedTtl}`,
        ...bytes.map(key => `"Key" : ${goQuote(key)}`),
      ],
    })
  },
}
