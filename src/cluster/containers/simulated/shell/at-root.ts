import type {ContainerFileSystem} from '../files/container-file-system.ts'
import type {ImageFamily} from '../images/image.ts'
import type {ShellHost} from './shell-host.ts'

/** The same container for a process that has a folder of it for its root (chroot); throws where there is no such folder. */
export function atRoot(host: ShellHost, root: string): ShellHost {
  const files = host.files.rootedAt(root)
  const within = root === '/' ? '' : root
  const nodeDiskAt = host.nodeDiskAt
    .filter(path => path === within || path.startsWith(`${within}/`))
    .map(path => path.slice(within.length))
  return {...host, files, nodeDiskAt, family: familyOf(files), denied: undefined}
}

const familyOf = (files: ContainerFileSystem): ImageFamily =>
  isThere(files, '/etc/debian_version') ? 'debian' : isThere(files, '/etc/alpine-release') ? 'alpine' : 'busybox'

export function isThere(files: ContainerFileSystem, path: string): boolean {
  try {
    files.details(path)
    return true
  } catch {
    return false
  }
}
