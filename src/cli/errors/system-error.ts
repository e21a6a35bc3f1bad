const texts: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ENOSPC: 'no space left on device',
  EIO: 'input/output error',
}

/** A failed system call in Go's words. */
export function systemError(error: unknown): string {
  const {code = '', message} = error as NodeJS.ErrnoException
  return texts[code] ?? message
}

/** Why a file could not be read, as Go tells it: which call failed, of what. */
export function readError(error: unknown, path: string): Error {
  const {code, syscall = code === 'EISDIR' ? 'read' : 'open'} = error as NodeJS.ErrnoException
  return new Error(`${syscall} ${path}: ${systemError(error)}`)
}
