import {readFileSync} from 'node:fs'

/** A file as text; throws an Error in Go's words where there is none. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    throw new Error(code === 'ENOENT' ? `open ${file}: no such file or directory` : message)
  }
}
