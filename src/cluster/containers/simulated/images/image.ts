/** Which tools and whose wording the image's shell has; `none` has no shell at all. */
export type ImageFamily = 'busybox' | 'alpine' | 'debian' | 'none'

/** A well-known image: what its configuration says and what its files are. */
export interface ImageDefinition {
  /** With its registry: `docker.io/library/nginx`. */
  repository: string
  family: ImageFamily
  entrypoint?: string[]
  command?: string[]
  env?: Record<string, string>
  workingDir?: string
  uid?: number
  /** Users of its own, beside root and nobody. */
  users?: {name: string; uid: number; gid: number; groups?: {name: string; gid: number}[]}[]
  /** Ports the program listens on by itself. */
  ports?: number[]
  sizeBytes: number
  /** Its program only idles here; its declared ports say yes, as those of images that nobody knows. */
  unplayed?: true
  /** The newest minor version of each major version; absent: any tag exists. */
  versions?: Record<number, number>
  /** Tags that are words. */
  tags?: string[]
  /** Executables beside the family's own, by path. */
  executables?: string[]
  /** Folders beside the family's own, that are empty. */
  folders?: string[]
  /** Files beside the family's own. */
  files?: Record<string, string>
}
