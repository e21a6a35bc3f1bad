import type {ExecResult} from 'just-bash'

/** Bytes on a command's output, as they are. */
export const binary = (body: Uint8Array | string): ExecResult => ({
  stdout: Buffer.from(body).toString('latin1'),
  stderr: '',
  exitCode: 0,
  stdoutKind: 'bytes',
})
