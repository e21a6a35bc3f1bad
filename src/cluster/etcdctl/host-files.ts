import {existsSync, readdirSync, statSync} from 'node:fs'
import {type FileHandle, open, rename, rm} from 'node:fs/promises'
import {exitCodes, Failure} from './failure.ts'
import {fileError} from './file-error.ts'
import type {SnapshotFiles} from './snapshot-files.ts'

/** The files of this machine. */
export const hostFiles: SnapshotFiles = {
  async write(path, chunks) {
    const part = `${path}.part`
    const file = await create(part)
    try {
      for await (const chunk of chunks) await file.write(chunk)
      await file.sync()
      await file.close()
      await rename(part, path)
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(part, {force: true})
      throw new Failure(exitCodes.io, fileError(error) ?? (error as Error).message)
    }
  },
  async withFile(path, use) {
    statSync(path)
    return use(path)
  },
  async isVacant(path) {
    return !existsSync(path) || (statSync(path).isDirectory() && readdirSync(path).length === 0)
  },
  async withFolder(path, use) {
    use(path)
  },
}

async function create(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'w', 0o600)
  } catch (error) {
    throw new Failure(exitCodes.io, `could not open ${part} (open ${part}: ${fileError(error)})`)
  }
}
