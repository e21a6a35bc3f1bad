import {join, resolve} from 'node:path'
import {readdirSync} from '../../client/machine/files.ts'

/** The paths that a pattern of Go's filepath.Glob matches (`*`, `?`, `[a-z]` within a name), sorted. */
export function globSync(pattern: string, cwd: string): string[] {
  const absolute = pattern.startsWith('/')
  const parts = pattern.split('/').filter(part => part !== '')
  let found = [absolute ? '/' : '']
  for (const part of parts) found = found.flatMap(folder => matching(folder, part, cwd))
  return found.sort()
}

function matching(folder: string, part: string, cwd: string): string[] {
  if (!/[*?[]/.test(part)) return [join(folder, part)]
  const test = toRegExp(part)
  try {
    return readdirSync(resolve(cwd, folder))
      .filter(name => test.test(name))
      .map(name => join(folder, name))
  } catch {
    return []
  }
}

function toRegExp(part: string): RegExp {
  const source = part.replace(/\[[^\]]*\]|[.*+?^${}()|\\]/g, token => {
    if (token === '*') return '.*'
    if (token === '?') return '.'
    return token.startsWith('[') ? token : `\\${token}`
  })
  return new RegExp(`^${source}$`)
}
