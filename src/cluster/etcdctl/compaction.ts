import type {EtcdctlCommand} from './command.ts'
import {badArguments} from './failure.ts'
import {parseInt64} from './parse-int.ts'

export const compaction: EtcdctlCommand = {
  name: 'compaction',
  usage: ' [options] <revision>',
  summary: 'Compacts the event history in etcd',
  flags: [
    {
      name: 'physical',
      fallback: false,
      usage: "'true' to wait for compaction to physically remove all old revisions",
    },
  ],
  async run({args, store, print}) {
    if (args.length !== 1) throw badArguments('compaction command needs 1 argument')
    const revision = Number(parseInt64(args[0]!))
    await (await store()).compact(revision)
    print(`compacted revision ${revision}\n`)
  },
}
