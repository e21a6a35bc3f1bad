import {spawnSync} from 'node:child_process'
import {accessSync, constants, mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, isAbsolute, join} from 'node:path'
import {elsewhere} from '../../client/machine/elsewhere.ts'
import type {RepositorySpec} from './repository-spec.ts'

/** Fetches one commit of a repository into a folder of its own, which is gone when the program ends. Throws what git says. */
export function clone({url, ref, submodules, timeout}: RepositorySpec): string {
  // Containers have no git.
  const git = gitOf(elsewhere() ? '' : (process.env['PATH'] ?? ''))
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-')))
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  const run = (...args: string[]) => {
    const {status, stdout, stderr, error} = spawnSync(git, args, {cwd: folder, timeout, encoding: 'utf8'})
    const command = [git, ...args].join(' ')
    if (error) throw new Error(`hit ${timeout / 1000}s timeout running '${command}'`)
    if (status !== 0) throw new Error(`failed to run '${command}': ${stdout}${stderr}: exit status ${status}`)
  }
  run('init')
  run('remote', 'add', 'origin', url)
  run('fetch', '--depth=1', url, ref || 'HEAD')
  run('checkout', 'FETCH_HEAD')
  if (submodules) run('submodule', 'update', '--init', '--recursive')
  return folder
}

/** As Go looks for programs: not in the folder where somebody happens to be. */
function gitOf(path: string): string {
  const found = path
    .split(delimiter)
    .filter(isAbsolute)
    .map(folder => join(folder, 'git'))
    .find(isExecutable)
  if (!found) throw new Error('no \'git\' program on path: exec: "git": executable file not found in $PATH')
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
