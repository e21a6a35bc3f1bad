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
