/** One side of a copy: a path here, or in a pod. */
export interface FileSpec {
  /** '' for the command's own. */
  namespace: string
  /** '' for a path on this machine. */
  pod: string
  path: string
}

const wrongFormat = 'filespec must match the canonical format: [[namespace/]pod:]file/path'

/** Reads `[[namespace/]pod:]path`. */
export function parseFileSpec(text: string): FileSpec {
  const colon = text.indexOf(':')
  if (colon === 0) throw new Error(wrongFormat)
  if (colon < 0) return {namespace: '', pod: '', path: text}
  const parts = text.slice(0, colon).split('/')
  const path = text.slice(colon + 1)
  const [first = '', second] = parts
  if (parts.length > 2) throw new Error(wrongFormat)
  return second === undefined ? {namespace: '', pod: first, path} : {namespace: first, pod: second, path}
}
