/** A plugin that gives no credentials; requests fail with it, each of them. */
export class PluginError extends Error {
  override readonly name = 'PluginError'

  constructor(why: string) {
    super(`getting credentials: ${why}`)
  }
}
