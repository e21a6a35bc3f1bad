import {ContainerLog} from './container-log.ts'
import {changedBytes} from './files/tree.ts'
import {treeToText} from './files/tree-text.ts'
import {type MaterializedFiles, materialize} from './root-files.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What an earlier process has kept of a container's output and files. */
export interface StoredTexts {
  log?: string
  files?: string
}

/** A container's output and files, each made, or read from what an earlier process has kept of it, only when somebody wants it. */
export class ContainerStorage {
  private readonly container: SimulatedContainer
  private readonly stored: StoredTexts
  private madeLog?: ContainerLog
  private files?: Promise<MaterializedFiles>

  constructor(container: SimulatedContainer, stored: StoredTexts) {
    this.container = container
    this.stored = {...stored}
  }

  get log(): ContainerLog {
    this.madeLog ??= this.stored.log ? ContainerLog.fromText(this.stored.log) : new ContainerLog()
    this.stored.log = undefined
    return this.madeLog
  }

  /** No more output comes; where there was none, there is none to close. */
  closeLog(now: number): void {
    if (this.madeLog || this.stored.log) this.log.close(now)
  }

  /** Its output as it is kept; undefined: there is none. */
  get logText(): string | undefined {
    if (!this.madeLog) return this.stored.log
    return this.madeLog.isEmpty ? undefined : this.madeLog.toText()
  }

  /** Its files as they are kept; undefined: they are its image's. */
  async filesText(): Promise<string | undefined> {
    if (!this.files) return this.stored.files
    return treeToText((await this.files).tree)
  }

  /** Whether anybody of this process has looked at its files. */
  get hasFiles(): boolean {
    return this.files !== undefined
  }

  materialized(): Promise<MaterializedFiles> {
    this.files ??= materialize(this.container, this.stored.files)
    return this.files
  }

  /** How much its own files and its output take on the node's disk; bytes. */
  async diskBytes(): Promise<number> {
    const {stdout, stderr} = this.container.record.written
    if (!this.files && !this.stored.files) return stdout + stderr
    return stdout + stderr + changedBytes((await this.materialized()).tree.root)
  }

  /** What it has left at the path that its pod names for it. */
  async terminationMessage(): Promise<string | undefined> {
    const files = (await this.materialized()).files.asSuperuser()
    try {
      return Buffer.from(files.readBytes(this.container.record.config.terminationMessagePath))
        .toString()
        .slice(0, longestMessage)
    } catch {
      // Nothing is there, or a folder.
      return undefined
    }
  }
}

const longestMessage = 4096
