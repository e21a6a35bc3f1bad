import {posix} from 'node:path'

/** The path at which client-go asks a server whose URL has `path`, decoded: cleaned, without a slash at its end, and encoded anew. */
export const requestPath = (path: string): string =>
  encodeURI(posix.join('/', path).replace(/(.)\/$/, '$1')).replace(/[?#]/g, encodeURIComponent)
