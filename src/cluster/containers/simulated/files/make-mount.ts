import {failure} from './file-errors.ts'
import type {FilePaths} from './file-paths.ts'
import type {FileView} from './file-view.ts'
import {directory, Tree} from './tree.ts'

/** Another path of the view, or a new file system in memory of so many bytes; as many as there are, if nothing is said. */
export type MountSource = {path: string} | {capacity?: number}

/** Mounts something at a path of a view; fails where the path is not there or nothing can be mounted. */
export function makeMount({mounting, now}: FileView, paths: FilePaths, path: string, source: MountSource): void {
  if (!mounting) throw failure('EPERM', 'operation not permitted', 'mount', path)
  const target = paths.existing(path, 'mount')
  if (!('path' in source)) {
    const tree = new Tree(directory(now(), 0o1777))
    return mounting.add({path: target.path, tree, root: tree.root, readOnly: false, tmpfs: true, ...source})
  }
  const {mount, node, path: from} = paths.existing(source.path, 'mount')
  const within = `${mount.within ?? ''}${from.slice(mount.path.length)}`
  mounting.add({...mount, path: target.path, root: node, within})
}

/** Takes back what is mounted at a path. */
export function takeMount({mounting}: FileView, paths: FilePaths, path: string): void {
  if (!mounting) throw failure('EPERM', 'operation not permitted', 'umount', path)
  const place = paths.existing(path, 'umount')
  if (place.path === '' || !paths.isMountPoint(place)) throw failure('EINVAL', 'invalid argument', 'umount', path)
  mounting.remove(place.path)
}
