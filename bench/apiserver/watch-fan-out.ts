import {type Connection, inParallel} from './load.ts'
import {configMap, configMaps} from './objects.ts'

export const watchers = 1000
const changes = 50
/** How many watches are begun at once. */
const step = 50

export interface FanOut {
  /** How many events reach somebody. */
  events: number
  /** Makes the changes; resolves when every watcher has seen every one of them. */
  run(): Promise<void>
  stop(): void
}

/** A thousand watchers of one collection, each with a connection of its own, ready for changes. */
export async function watchFanOut(connection: Connection, resourceVersion: string): Promise<FanOut> {
  let told = 0
  let complete = () => {}
  const count = (chunk: Uint8Array) => {
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) told += 1
    if (told >= watchers * changes) complete()
  }
  const path = `${configMaps}?watch=true&resourceVersion=${resourceVersion}`
  const stops: (() => void)[] = []
  await inParallel(watchers, step, async () => {
    stops.push(await connection.follow(path, count))
  })
  return {
    events: watchers * changes,
    async run() {
      const everything = new Promise<void>(resolve => {
        complete = resolve
      })
      await inParallel(changes, 10, async index => {
        const {status} = await connection.send('POST', configMaps, {body: configMap(`watched-${index}`)})
        if (status >= 300) throw new Error(`a change failed: ${status}`)
      })
      await everything
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

const newline = 0x0a
