import type {Clock, Timer} from '../../runtime/clock.ts'
import type {ExecResult} from '../container-runtime.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** The exit code of what was ended with SIGKILL. */
const killed = 137

/** Runs a command to its end and collects what it says; DeadlineExceeded after the timeout, 0 for none. */
export async function execSync(
  container: SimulatedContainer,
  command: string[],
  timeoutSeconds: number,
  clock: Clock,
): Promise<ExecResult> {
  // The commonest probes of all need no interpreter.
  if (command.length === 1 && (command[0] === 'true' || command[0] === 'false'))
    return {stdout: '', stderr: '', exitCode: command[0] === 'true' ? 0 : 1}
  const aborter = new AbortController()
  const stdout: Uint8Array[] = []
  const stderr: Uint8Array[] = []
  let timer: Timer | undefined
  if (timeoutSeconds > 0) timer = clock.after(timeoutSeconds * 1000, () => aborter.abort())
  try {
    const exitCode = await container.exec(command, {
      stdout: data => stdout.push(data),
      stderr: data => stderr.push(data),
      tty: false,
      signal: aborter.signal,
    })
    if (aborter.signal.aborted && exitCode === killed) throw late(timeoutSeconds)
    return {stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exitCode}
  } finally {
    timer?.cancel()
  }
}

const late = (seconds: number): RuntimeError =>
  new RuntimeError(
    'DeadlineExceeded',
    `failed to exec in container: timeout ${seconds}s exceeded: context deadline exceeded`,
  )
