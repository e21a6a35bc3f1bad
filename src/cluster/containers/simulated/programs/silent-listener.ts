import type {Listener} from './program.ts'

/** Accepts, reads, and says nothing. */
export const silentListener: Listener = {
  accept: connection => {
    void (async () => {
      for await (const _chunk of connection.received);
      connection.end()
    })()
  },
}
