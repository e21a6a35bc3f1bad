import {accessSync, constants, existsSync, mkdirSync} from 'node:fs'
import {dirname} from 'node:path'

/** Makes a folder for this user alone, where there is none. Throws an Error that names what is in the way. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, {recursive: true, mode: 0o700})
  } catch (error) {
    throw Object.assign(new Error(`unable to make the folder ${folder}: ${obstacle(folder) ?? wordsOf(error)}`), {
      cause: error,
    })
  }
}

/** Why nothing can be written where a path is or should be; undefined where nothing is in the way. */
export function obstacle(path: string): string | undefined {
  let nearest = path
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  try {
    accessSync(nearest, constants.W_OK)
    return undefined
  } catch (error) {
    return `${nearest}: ${wordsOf(error)}`
  }
}

const words: Record<string, string> = {
  EACCES: 'permission denied',
  EEXIST: 'a file is in the way',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'not a directory',
  EROFS: 'read-only file system',
}

const wordsOf = (error: unknown): string => {
  const {code = '', message} = error as NodeJS.ErrnoException
  return words[code] ?? message
}
