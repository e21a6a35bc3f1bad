import type {ContainerFileSystem} from './container-file-system.ts'

/** Chunks of less than that are seen at once. */
const small = 32 * 1024

/** A file that is put together piece by piece, seldom enough that a large one does not cost its square. */
export class GrowingFile {
  private readonly files: ContainerFileSystem
  private readonly path: string
  private pending: Uint8Array[] = []
  private pendingBytes = 0
  private written = 0

  constructor(files: ContainerFileSystem, path: string) {
    this.files = files
    this.path = path
  }

  async add(data: Uint8Array): Promise<void> {
    this.pending.push(data)
    this.pendingBytes += data.length
    if (data.length < small || this.pendingBytes > this.written / 8) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.pendingBytes === 0) return
    const data = Buffer.concat(this.pending)
    this.pending = []
    this.pendingBytes = 0
    this.written += data.length
    await this.files.appendFile(this.path, data)
  }
}
