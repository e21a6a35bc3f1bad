import type {ShellHost} from './shell-host.ts'

/** Stops what runs somewhere between two of its commands, or while it waits, and lets it go on. */
export class Suspension {
  private gate?: {opened: Promise<void>; open(): void}

  suspend(): void {
    if (this.gate) return
    let open = (): void => {}
    const opened = new Promise<void>(resolve => {
      open = resolve
    })
    this.gate = {opened, open: () => open()}
  }

  resume(): void {
    this.gate?.open()
    this.gate = undefined
  }

  /** Resolves at once unless it is suspended. */
  async passed(): Promise<void> {
    while (this.gate) await this.gate.opened
  }
}

/** The same container for a command that can be suspended: what it waits for goes on, itself it does not. */
export function suspendable(host: ShellHost, suspension: Suspension): ShellHost {
  const passing = async <T>(wait: Promise<T>, signal?: AbortSignal): Promise<T> => {
    const value = await wait
    await host.idle(suspension.passed(), signal)
    return value
  }
  return {
    ...host,
    sleep: (milliseconds, signal) => passing(host.sleep(milliseconds, signal), signal),
    idle: (wait, signal) => passing(host.idle(wait, signal), signal),
  }
}
