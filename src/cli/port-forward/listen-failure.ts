const reasons: Record<string, string> = {
  EADDRINUSE: 'bind: address already in use',
  EACCES: 'bind: permission denied',
  EADDRNOTAVAIL: 'bind: cannot assign requested address',
  EAFNOSUPPORT: 'socket: address family not supported by protocol',
  ENOENT: 'bind: no such file or directory',
}

/** Why a port cannot be listened on, in Go's words. */
export const listenFailure = (error: NodeJS.ErrnoException): string => reasons[error.code ?? ''] ?? error.message
