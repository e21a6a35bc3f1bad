import {type FileHandle, open, rename, rm} from 'node:fs/promises'
import type {EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {fileError} from './file-error.ts'

export const snapshotSave: EtcdctlCommand = {
  name: 'snapshot save',
  usage: ' <filename>',
  summary: 'Stores an etcd node backend snapshot to a given file',
  async run({args, store, print}) {
    if (args.length !== 1) throw badArguments('snapshot save expects one argument')
    const path = args[0]!
    const part = `${path}.part`
    const opened = await store()
    const file = await create(part)
    try {
      for await (const chunk of opened.snapshot()) await file.write(chunk)
      await file.sync()
      await file.close()
      await rename(part, path)
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(part, {force: true})
      throw new Failure(exitCodes.io, fileError(error) ?? (error as Error).message)
    }
    print(`Snapshot saved at ${path}\n`)
  },
}

async function create(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'w', 0o600)
  } catch (error) {
    throw new Failure(exitCodes.io, `could not open ${part} (open ${part}: ${fileError(error)})`)
  }
}
