import type {ShellHost} from './shell-host.ts'

/** The same container for a command that the signal may end before its script. */
export function interruptible(host: ShellHost, signal: AbortSignal): ShellHost {
  const either = (other?: AbortSignal): AbortSignal => (other ? AbortSignal.any([other, signal]) : signal)
  return {
    ...host,
    signal: either(host.signal),
    sleep: (milliseconds, other) => host.sleep(milliseconds, either(other)),
    idle: (wait, other) => host.idle(wait, either(other)),
    spin: other => host.spin(either(other)),
  }
}
