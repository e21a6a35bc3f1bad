import {existsSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'

/** The project's root: benchmarks are run from there. */
export const repository = process.cwd()

export const kctl = join(repository, 'bin/kctl')

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const reference = join(process.env['KCTL_REFERENCE'] ?? join(cache, 'kctl-reference'), 'bin')

/** Where one of Kubernetes' own programs is; undefined where it has not been built. */
export function realProgram(name: string): string | undefined {
  const file = join(reference, name)
  return existsSync(file) ? file : undefined
}
