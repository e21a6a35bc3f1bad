import {readFileSync} from '../../client/machine/files.ts'
import {systemError} from './system-error.ts'

/** A file's bytes; throws Go's words for why there are none. */
export function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const call = (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'read' : 'open'
    throw new Error(`${call} ${path}: ${systemError(error)}`)
  }
}
