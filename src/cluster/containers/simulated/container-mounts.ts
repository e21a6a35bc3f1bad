import type {Mounting} from './files/file-view.ts'
import type {MountedTree, Mounts} from './files/find-place.ts'

/** A folder of the node whose later mounts a container finds; if it is `Bidirectional`, the node finds the container's as well. */
export interface SharedFolder {
  /** In the container. */
  path: string
  nodePath: string
  propagation: 'HostToContainer' | 'Bidirectional'
}

/** What is mounted in a container: its volumes, what its processes mount, and what comes and goes on its node where it shares that. */
export class ContainerMounts implements Mounting {
  private readonly own: Mounts
  private readonly ofNode: Mounts
  private readonly shared: SharedFolder[]

  /** `ofNode` is what processes have mounted on the node, by path. */
  constructor(own: Mounts, ofNode: Mounts, shared: SharedFolder[]) {
    this.own = own
    this.ofNode = ofNode
    this.shared = shared
  }

  get all(): Mounts {
    if (this.shared.length === 0 || this.ofNode.size === 0) return this.own
    const all = new Map(this.own)
    for (const {path, nodePath} of this.shared)
      for (const mount of this.ofNode.values()) {
        const below = pathBelow(nodePath, mount.path)
        if (below !== undefined) all.set(path + below, {...mount, path: path + below})
      }
    return all
  }

  add(mount: MountedTree): void {
    const nodePath = this.onNode(mount.path)
    if (nodePath === undefined) this.own.set(mount.path, mount)
    else this.ofNode.set(nodePath, {...mount, path: nodePath})
  }

  remove(path: string): void {
    if (this.own.delete(path)) return
    const nodePath = this.onNode(path)
    if (nodePath !== undefined) this.ofNode.delete(nodePath)
  }

  /** Where on the node something is mounted that is mounted there; undefined: it is the container's alone. */
  private onNode(path: string): string | undefined {
    for (const folder of this.shared) {
      const below = folder.propagation === 'Bidirectional' ? pathBelow(folder.path, path) : undefined
      if (below !== undefined) return folder.nodePath + below
    }
    return undefined
  }
}

/** `/a/b` below `/a` is `/b`; undefined where it is not below. */
const pathBelow = (folder: string, path: string): string | undefined =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined
