import {ReloadedFile, type ReloadedFileOptions} from '../reloaded-file.ts'
import {loadEncryption} from './load-encryption.ts'
import type {Encryption} from './transformer.ts'

/** As loadEncryption, read again when the file changes (`--encryption-provider-config-automatic-reload`). */
export function reloadedEncryption(
  path: string,
  options: Pick<ReloadedFileOptions<Encryption>, 'now' | 'log'>,
): Encryption {
  const file = new ReloadedFile({path, load: () => loadEncryption(path), ...options})
  return {
    for: resource => ({
      toStorage: (data, key) => file.current.for(resource).toStorage(data, key),
      fromStorage: (data, key) => file.current.for(resource).fromStorage(data, key),
    }),
  }
}
