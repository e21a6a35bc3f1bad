import type {GroupVersionResource, KubeObject} from '../../api/object.ts'
import type {FlagSet, FlagValues} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'

/** What a generator is told. */
export interface GeneratorRequest<Flags extends FlagSet> {
  name: string
  /** The words behind the name, usually a command. */
  words: readonly string[]
  flags: FlagValues<Flags>
  invocation: Invocation<FlagSet>
}

/** Makes the object of one `create` command from its flags. */
export interface Generator<Flags extends FlagSet = FlagSet> {
  flags: Flags
  target: GroupVersionResource & {namespaced: boolean}
  /** Stands before the server's refusal; undefined leaves it as the server said it. */
  failure?: string | ((flags: FlagValues<Flags>) => string)
  /** Does not heed `--save-config`. */
  unsaved?: true
  /** Throws in kubectl's words. Zero values that Go writes are filled in later. */
  generate(request: GeneratorRequest<Flags>): KubeObject | Promise<KubeObject>
}
