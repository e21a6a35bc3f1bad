import type {StreamSession} from './transport.ts'

type Message = {channel: number; data: Uint8Array; end?: boolean}

/** What a server has said, kept from the moment the session exists, so that nothing is lost before somebody reads. */
export class ReceivedMessages {
  readonly all: StreamSession['received'] = this.read()
  private readonly queue: Message[] = []
  private ended = false
  private wake = () => {}

  push(message: Message): void {
    this.queue.push(message)
    this.wake()
  }

  /** The server will say no more. */
  end(): void {
    this.ended = true
    this.wake()
  }

  private async *read(): AsyncGenerator<Message> {
    for (;;) {
      const next = this.queue.shift()
      if (next) yield next
      else if (this.ended) return
      else
        await new Promise<void>(resolve => {
          this.wake = resolve
        })
    }
  }
}
