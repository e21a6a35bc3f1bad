import {spawn} from 'node:child_process'
import {once} from 'node:events'
import type {StoreEvent} from '../etcd/store.ts'
import {keyBytes, valueBytes} from './bytes.ts'
import type {Call} from './command.ts'
import {exitCodes, Failure} from './failure.ts'
import {goQuote} from './go-quote.ts'

/** Runs the command that was given for events, with the event in its environment. */
export async function execOnEvent(
  command: string[],
  {type, kv}: StoreEvent,
  revision: number,
  {print, warn}: Call,
): Promise<void> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ETCD_WATCH_REVISION: `${revision}`,
      ETCD_WATCH_EVENT_TYPE: goQuote(Buffer.from(type.toUpperCase())),
      ETCD_WATCH_KEY: goQuote(keyBytes(kv.key)),
      ETCD_WATCH_VALUE: goQuote(valueBytes(kv.value)),
    },
  })
  child.stdout.on('data', (chunk: Buffer) => print(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => warn(chunk.toString()))
  try {
    const [status] = await once(child, 'close')
    if (status !== 0) throw new Error(`exit status ${status}`)
  } catch (error) {
    throw new Failure(
      exitCodes.interrupted,
      `command ${JSON.stringify(command.join(' '))} error (${(error as Error).message})`,
    )
  }
}
