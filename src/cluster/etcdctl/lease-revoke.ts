import type {EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {leaseArgument} from './lease-argument.ts'
import {hexId} from './parse-int.ts'

export const leaseRevoke: EtcdctlCommand = {
  name: 'lease revoke',
  usage: ' <leaseID>',
  summary: 'Revokes leases',
  async run({args, store, show, hex}) {
    if (args.length !== 1) throw badArguments('lease revoke command needs 1 argument')
    const id = leaseArgument(args[0]!)
    const opened = await store()
    await opened.revoke(id).catch((error: Error) => {
      throw new Failure(exitCodes.error, `failed to revoke lease (${error.message})`)
    })
    const header = await headerOf(opened)
    show({
      simple: () => [`lease ${hexId(id)} revoked`],
      json: () => ({header: headerJson(header)}),
      fields: () => headerFields(header, hex),
    })
  },
}
