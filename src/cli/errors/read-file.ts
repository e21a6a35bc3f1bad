import {readFileSync} from '../../client/machine/files.ts'
import {readError} from './system-error.ts'

/** A file's bytes; throws Go's words for why there are none. */
export function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw readError(error, path)
  }
}
