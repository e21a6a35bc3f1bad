import type {ExecResult, ResolvedCommandContext} from 'just-bash'

export type Run = (args: string[], context: ResolvedCommandContext) => Promise<ExecResult> | ExecResult

export const ok = (stdout = ''): ExecResult => ({stdout, stderr: '', exitCode: 0})
export const failed = (stderr: string, exitCode = 1): ExecResult => ({stdout: '', stderr, exitCode})
