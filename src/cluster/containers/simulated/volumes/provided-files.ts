import type {Random} from '../../../runtime/random.ts'
import type {VolumeFiles} from '../../node-volumes.ts'
import {type Generation, layOut} from '../files/atomic-layout.ts'
import {digestOf} from '../files/files-digest.ts'
import type {Tree} from '../files/tree.ts'

export interface ProvidedFilesOptions {
  /** What is kept of volumes, by their keys. */
  stored: Map<string, string>
  now(): number
  random: Random
  changed(key: string, text: () => string): void
}

/** When the files of a pod's volume were written last, and what they were. */
interface Written extends Generation {
  digest: string
}

/** Volumes whose files are what the provider says, not what containers have put there: laid out anew, all at once, whenever that is something else. */
export class ProvidedFiles {
  private readonly options: ProvidedFilesOptions
  /** What they hold, to the last token. */
  private readonly contents = new WeakMap<Tree, string>()

  constructor(options: ProvidedFilesOptions) {
    this.options = options
  }

  has(tree: Tree): boolean {
    return this.contents.has(tree)
  }

  /** Returns whether anything is otherwise than it was. */
  fill(tree: Tree, files: VolumeFiles, key: string): boolean {
    const {stored, changed, now, random} = this.options
    const digest = digestOf(files)
    const text = stored.get(key)
    const before = text ? (JSON.parse(text) as Written) : undefined
    const content = digestOf(files, {fleeting: true})
    const filled = this.contents.get(tree)
    if (filled === content) return false
    this.contents.set(tree, content)
    // A token that another process has asked for is no news to the pod; one that this process renews is.
    const isSame = before?.digest === digest && filled === undefined
    const suffix = () => String(Buffer.from(random.of('volumes').bytes(4)).readUInt32LE())
    const written = isSame ? before! : {at: now(), suffix: suffix(), digest}
    layOut(tree.root, files, written)
    if (isSame) return true
    stored.set(key, JSON.stringify(written))
    changed(key, () => JSON.stringify(written))
    return true
  }
}

/** Whether what is kept of a volume is when it was provided, not what is in it. */
export const wasProvided = (text: string): boolean => 'digest' in (JSON.parse(text) as object)
