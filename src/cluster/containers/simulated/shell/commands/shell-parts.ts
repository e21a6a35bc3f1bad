import type {ShellHost, ShellState} from '../shell-host.ts'

export interface ShellParts {
  host: ShellHost
  state: ShellState
  shell: string
  /** Runs source beside the script; resolves with its exit code. */
  spawn(source: string, env: Record<string, string>, cwd: string): Promise<number>
}
