import type {TimeSource} from '../../runtime/cluster-clock.ts'
import {ReloadedFile, type ReloadedFileOptions} from '../reloaded-file.ts'
import {KeyCounts} from './key-counts.ts'
import {loadEncryption} from './load-encryption.ts'
import type {Encryption} from './transformer.ts'

/** As loadEncryption, read again when the file changes (`--encryption-provider-config-automatic-reload`). */
export function reloadedEncryption(
  path: string,
  {time, log}: {time: TimeSource; log?: ReloadedFileOptions<Encryption>['log']},
): Encryption {
  const counts = new KeyCounts()
  const load = () => loadEncryption(path, time, counts)
  const file = new ReloadedFile({path, load, now: () => time.now(), ...(log && {log})})
  return {
    for: resource => ({
      toStorage: (data, key) => file.current.for(resource).toStorage(data, key),
      fromStorage: (data, key) => file.current.for(resource).fromStorage(data, key),
      prepare: data => file.current.for(resource).prepare?.(data),
      prepareToWrite: () => file.current.for(resource).prepareToWrite?.(),
    }),
    counts,
    check: async () => file.current.check?.(),
  }
}
