import {createHash} from 'node:crypto'
import type {VolumeFiles} from '../../node-volumes.ts'

/** Tells one content of a volume from another; unless `fleeting`, what is made anew each time it is asked for counts by its name only. */
export function digestOf(files: VolumeFiles, {fleeting = false} = {}): string {
  const hash = createHash('sha256')
  for (const path of Object.keys(files).sort()) {
    const {content, mode = 0o644, isFleeting} = files[path]!
    hash.update(`${path}\0${mode}\0`)
    if (fleeting || !isFleeting) hash.update(content)
    hash.update('\0')
  }
  return hash.digest('base64')
}
