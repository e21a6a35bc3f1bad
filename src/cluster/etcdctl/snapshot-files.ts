/** Where snapshots and data directories are, for who runs the command: this machine's files, or those of a container. Errors have the codes of node's own. */
export interface SnapshotFiles {
  /** Writes a new file whole, or nothing. */
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** What is at a path, as a file of this machine for as long as it is used. */
  withFile<T>(path: string, use: (file: string) => T | Promise<T>): Promise<T>
  /** Whether nothing is at a path, or an empty folder. */
  isVacant(path: string): Promise<boolean>
  /** A folder of this machine, that need not be there; what is put into it is then at the path. */
  withFolder(path: string, use: (folder: string) => void): Promise<void>
}
