import type {MountedTree} from './find-place.ts'

/** A line of /proc/mounts: `SOURCE PLACE TYPE OPTIONS 0 0`. */
export function mountLine({path, readOnly, tmpfs, capacity}: MountedTree): string {
  const size = capacity === undefined ? '' : `,size=${Math.floor(capacity / 1024)}k`
  const [source, type] = tmpfs ? ['tmpfs', 'tmpfs'] : ['/dev/vda1', 'ext4']
  return `${source} ${path || '/'} ${type} ${readOnly ? 'ro' : 'rw'},relatime${size} 0 0\n`
}
