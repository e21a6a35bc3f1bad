import type {Transport} from './transport.ts'

/** The time where a server is, as its answers' `Date` headers tell it; this machine's own until the first of them has come. */
export class ServerTime {
  private readonly machine: () => number
  /** The server's time minus this machine's; milliseconds. */
  private difference = 0

  constructor(machine: () => number) {
    this.machine = machine
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.machine() + this.difference
  }

  /** The transport itself, listened to. */
  listening(transport: Transport): Transport {
    return {
      request: async request => {
        const response = await transport.request(request)
        this.note(response.headers['date'])
        return response
      },
      close: () => transport.close(),
    }
  }

  private note(date: string | string[] | undefined): void {
    const time = Date.parse(String(date))
    if (!Number.isNaN(time)) this.difference = time - this.machine()
  }
}
