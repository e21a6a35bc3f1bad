/** The files that an editor opens and writes; paths as they were typed. */
export interface EditorFiles {
  /** Undefined: there is none. Rejects with the reason where it cannot be read. */
  read(path: string): Promise<string | undefined>
  /** Rejects with the reason: `Permission denied`. */
  write(path: string, text: string): Promise<void>
}
