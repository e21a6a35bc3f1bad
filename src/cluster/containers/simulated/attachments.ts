import type {Process} from '../process.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** Who is attached to a container: each sees what its first process puts out from then on, and may type. */
export class Attachments {
  private readonly container: SimulatedContainer
  private readonly attached = new Set<Process>()

  constructor(container: SimulatedContainer) {
    this.container = container
  }

  /** Resolves with the exit code once the container has exited, or when the caller is gone. */
  async attach(process: Process): Promise<number | undefined> {
    const {record, terminal} = this.container
    this.attached.add(process)
    let left = () => {}
    const ended = new Promise<void>(resolve => {
      this.container.onExit(resolve)
      left = resolve
      process.signal?.addEventListener('abort', () => resolve(), {once: true})
    })
    if (record.config.stdin && process.stdin) void this.feed(process.stdin).then(stays => stays || left())
    void terminal?.follow(process.resize)
    if (record.state === 'Running') await ended
    this.attached.delete(process)
    return record.exitCode
  }

  write(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    for (const process of this.attached) process[stream](data)
  }

  /**
   * Passes on what somebody types; where input is for one client only, it ends with that one's. Resolves with whether who has typed all sees the rest of
   * the output: as containerd has it, only where the program knows that nothing more comes. What it says to what was typed is seen in any case, which there is a
   * matter of luck.
   */
  private async feed(input: AsyncIterable<Uint8Array>): Promise<boolean> {
    const {stdin, record, around} = this.container
    for await (const chunk of input) stdin?.push(chunk)
    const {stdinOnce} = record.config
    if (stdinOnce) stdin?.close()
    else await around.activity.settled()
    return stdinOnce === true
  }
}
