/** A path whose writes go elsewhere (standard output, /dev/null) and whose reads come from there. */
export interface Device {
  /** A promise is waited for. */
  write?(data: Uint8Array): void | Promise<void>
  read?(): Uint8Array | string
  /** What comes next, where that is to be waited for. */
  next?(): Promise<Uint8Array>
}
