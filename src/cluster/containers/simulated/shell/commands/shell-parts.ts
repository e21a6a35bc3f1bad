import type {OwnPrograms} from '../own-programs.ts'
import type {Refusals} from '../refusals.ts'
import type {ShellHost, ShellState} from '../shell-host.ts'

export interface ShellParts {
  host: ShellHost
  state: ShellState
  shell: string
  refusals: Refusals
  /** Names of the variables that the process was given. */
  given: string[]
  /** Whether a shell runs it, and not a container's runtime. */
  isScript: boolean
  /** What it says of the image's own programs, where nobody knows the image. */
  own?: OwnPrograms
  /** Runs source beside the script, until the signal ends it; resolves with its exit code. */
  spawn(
    source: string,
    env: Record<string, string>,
    cwd: string,
    more?: {stdin?: Uint8Array; signal?: AbortSignal},
  ): Promise<number>
}
