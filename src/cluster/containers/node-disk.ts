/** The disks of the nodes, as their kubelets look at them. */
export interface NodeDisk {
  /** Whether a node's disk holds anything that was not there from the start, or lacks what was. */
  isChanged(node: string): boolean
  /** The text of a file; undefined: there is none. */
  read(path: string, node: string): Promise<string | undefined>
  /** The files right in a folder, by name, but for hidden ones; none where there is no such folder. */
  filesIn(folder: string, node: string): Promise<Map<string, string>>
  /** What is at a path; undefined: nothing. */
  typeOf(path: string, node: string): Promise<'file' | 'directory' | 'socket' | undefined>
  /** Called with a node's name after each change of its disk. Returns what takes the listener off. */
  onChange(listener: (node: string) => void): () => void
}
