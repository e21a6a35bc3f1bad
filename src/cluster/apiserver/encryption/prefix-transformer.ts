import type {Key} from '../../etcd/store.ts'
import type {Decrypted, Transformer} from './transformer.ts'

export interface PrefixedTransformer {
  /** What the stored value begins with: `k8s:enc:aescbc:v1:`, `key1:`, or nothing. */
  prefix: string
  transformer: Transformer
}

/** Writes with the first of several transformers; reads with each whose prefix the value has until one succeeds. */
export class PrefixTransformers implements Transformer {
  /** Absent where none of them has to prepare anything. */
  readonly prepare?: Transformer['prepare']
  private readonly all: readonly {prefix: Buffer; transformer: Transformer}[]
  private readonly noMatch: string

  /** `noMatch` is said when no prefix matches. */
  constructor(noMatch: string, transformers: readonly PrefixedTransformer[]) {
    this.noMatch = noMatch
    this.all = transformers.map(({prefix, transformer}) => ({prefix: Buffer.from(prefix), transformer}))
    if (this.all.some(({transformer}) => transformer.prepare)) this.prepare = data => this.prepareFirst(data)
  }

  toStorage(data: Uint8Array, key: Key): Uint8Array {
    const {prefix, transformer} = this.all[0]!
    return Buffer.concat([prefix, transformer.toStorage(data, key)])
  }

  prepareToWrite(): Promise<void> | undefined {
    return this.all[0]!.transformer.prepareToWrite?.()
  }

  private prepareFirst(data: Uint8Array): Promise<void> | undefined {
    const found = this.all.find(({prefix, transformer}) => transformer.prepare && startsWith(data, prefix))
    return found?.transformer.prepare?.(data.subarray(found.prefix.length))
  }

  fromStorage(data: Uint8Array, key: Key): Decrypted {
    const errors: string[] = []
    for (const [index, {prefix, transformer}] of this.all.entries()) {
      if (!startsWith(data, prefix)) continue
      try {
        const read = transformer.fromStorage(data.subarray(prefix.length), key)
        return {data: read.data, stale: read.stale || index > 0}
      } catch (error) {
        // Several providers may share a prefix, and plain text is told apart only by trying.
        if (prefix.length > 0) errors.push((error as Error).message)
      }
    }
    throw new Error(together(errors) ?? this.noMatch)
  }
}

const startsWith = (data: Uint8Array, prefix: Buffer): boolean =>
  prefix.compare(data, 0, Math.min(prefix.length, data.length)) === 0

/** Several errors as Go joins them: each once, in brackets. */
function together(errors: readonly string[]): string | undefined {
  const distinct = [...new Set(errors)]
  return distinct.length > 1 ? `[${distinct.join(', ')}]` : distinct[0]
}
