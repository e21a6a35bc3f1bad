import type {DirectoryNode, FileNode, TreeNode} from './tree.ts'

/** A folder whose list is made when somebody looks; nothing can be put into it. */
export class LiveDirectory implements DirectoryNode {
  readonly type = 'directory'
  readonly mode = 0o755
  readonly base = true
  readonly mtime: number
  private readonly list: () => Iterable<[string, TreeNode]>

  constructor(mtime: number, list: () => Iterable<[string, TreeNode]>) {
    this.mtime = mtime
    this.list = list
  }

  get children(): Map<string, TreeNode> {
    return new Map(this.list())
  }
}

/** A file whose content is made when somebody reads it. */
export class LiveFile implements FileNode {
  readonly type = 'file'
  readonly mode = 0o640
  readonly base = true
  readonly mtime: number
  private readonly read: () => string

  constructor(mtime: number, read: () => string) {
    this.mtime = mtime
    this.read = read
  }

  get content(): string {
    return this.read()
  }
}
