import {join, resolve, sep} from 'node:path'
import {existsSync, readFileSync, statSync} from '../../client/machine/files.ts'
import {clone} from './clone.ts'
import {repositorySpec} from './repository-spec.ts'

/** A folder that a kustomization is in: what it may read, and which folders led here. */
export interface Folder {
  readonly path: string
  /** A file's bytes; throws kustomize's words for why not. */
  read(file: string): Buffer
  /** A folder that is named here; throws if it is none or leads in a circle. */
  open(folder: string): Folder
}

export interface FolderOptions {
  /** Files from outside of the folder may be read. */
  unrestricted: boolean
}

/** The folder where a build begins, here or in a Git repository. */
export const rootFolder = (cwd: string, name: string, options: FolderOptions): Folder =>
  remoteFolder(name, options) ?? folderAt(checked(resolve(cwd, name), name), [], options)

/** The folder of a repository that a name stands for; undefined where it is a path. */
function remoteFolder(name: string, options: FolderOptions): Folder | undefined {
  const spec = repositorySpec(name)
  if (!spec) return undefined
  const root = clone(spec)
  const place = join(root, spec.folder)
  if (!existsSync(place) || !statSync(place).isDirectory()) throw new Error(linkFailure(place, firstMissing(place)))
  return folderAt(place, [], options)
}

function folderAt(path: string, visited: readonly string[], options: FolderOptions): Folder {
  return {
    path,
    read(file) {
      const place = resolve(path, file)
      if (!existsSync(place)) throw new Error(linkFailure(place, firstMissing(place)))
      if (statSync(place).isDirectory()) throw new Error(`'${place}' must resolve to a file`)
      if (!options.unrestricted && !isIn(place, path))
        throw new Error(`security; file '${place}' is not in or below '${path}'`)
      return readFileSync(place)
    },
    open(folder) {
      const remote = remoteFolder(folder, options)
      if (remote) return remote
      const place = checked(resolve(path, folder), resolve(path, folder))
      for (const root of [...visited, path])
        if (isIn(root, place))
          throw new Error(`cycle detected: candidate root '${place}' contains visited root '${root}'`)
      return folderAt(place, [...visited, path], options)
    },
  }
}

function checked(place: string, shown: string): string {
  if (!existsSync(place))
    throw new Error(`must build at directory: not a valid directory: ${linkFailure(shown, firstMissing(place))}`)
  if (!statSync(place).isDirectory()) throw new Error(`must build at directory: '${shown}': file is not directory`)
  return place
}

const linkFailure = (shown: string, missing: string): string =>
  `evalsymlink failure on '${shown}' : lstat ${missing}: no such file or directory`

/** The first part of a path that is not there, where following it ends. */
function firstMissing(place: string): string {
  const parts = place.split(sep)
  const ends = parts.map((_, index) => parts.slice(0, index + 1).join(sep)).slice(1)
  return ends.find(end => !existsSync(end)) ?? place
}

const isIn = (place: string, folder: string): boolean => place === folder || place.startsWith(`${folder}${sep}`)
