import type {FileDetails} from '../../files/file-details.ts'

/** `drwxr-xr-x`, with the letters of set-id bits and the sticky one. */
export function modeText({type, mode}: Pick<FileDetails, 'type' | 'mode'>): string {
  const kind = {directory: 'd', symlink: 'l', file: '-'}[type]
  const special = [mode & 0o4000, mode & 0o2000, mode & 0o1000]
  const triples = [6, 3, 0].map((shift, index) => {
    const bits = (mode >> shift) & 7
    const letter = index === 2 ? 't' : 's'
    const execute = special[index] ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-'
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${execute}`
  })
  return kind + triples.join('')
}
