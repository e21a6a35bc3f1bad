import type {EtcdctlCommand} from './command.ts'
import {badArguments} from './failure.ts'

export const snapshotSave: EtcdctlCommand = {
  name: 'snapshot save',
  usage: ' <filename>',
  summary: 'Stores an etcd node backend snapshot to a given file',
  async run({args, store, files, print}) {
    if (args.length !== 1) throw badArguments('snapshot save expects one argument')
    const path = args[0]!
    const opened = await store()
    await files.write(path, opened.snapshot())
    print(`Snapshot saved at ${path}\n`)
  },
}
