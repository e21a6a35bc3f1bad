import {statSync} from 'node:fs'
import type {EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {fileError} from './file-error.ts'
import {humanBytes} from './go-units.ts'
import type {SnapshotFiles} from './snapshot-files.ts'
import {tableLines} from './table.ts'
import {checkFormat} from './views.ts'

export const snapshotStatus: EtcdctlCommand = {
  name: 'snapshot status',
  usage: ' <filename>',
  summary: '[deprecated] Gets backend snapshot status of a given file',
  async run({args, files, format, show, deprecated}) {
    deprecated('Deprecated: Use `etcdutl snapshot status` instead.\n\n')
    if (args.length !== 1) throw badArguments('snapshot status requires exactly one argument')
    checkFormat(format())
    const path = args[0]!
    const {hash, revision, totalKey, totalSize} = await read(files, path)
    const row = [hash.toString(16), `${revision}`, `${totalKey}`, humanBytes(totalSize)]
    show({
      simple: () => [row.join(', ')],
      json: () => ({hash, revision, totalKey, totalSize}),
      fields: () => [`"Hash" : ${hash}`, `"Revision" : ${revision}`, `"Keys" : ${totalKey}`, `"Size" : ${totalSize}`],
      table: () => tableLines(['HASH', 'REVISION', 'TOTAL KEYS', 'TOTAL SIZE'], [row]),
    })
  },
}

async function read(files: SnapshotFiles, path: string) {
  const {snapshotStatus: statusOf} = await import('../etcd/snapshot/snapshot-status.ts')
  try {
    return await files.withFile(path, file => {
      if (statSync(file).size === 0) throw new Error(`write ${path}: bad file descriptor`)
      return statusOf(file)
    })
  } catch (error) {
    const reason = fileError(error)
    throw new Failure(exitCodes.error, reason ? `stat ${path}: ${reason}` : (error as Error).message)
  }
}
