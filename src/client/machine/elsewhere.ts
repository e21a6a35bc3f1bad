import type * as childProcess from 'node:child_process'
import type {AddressInfo, ListenOptions, Server} from 'node:net'
import type {Duplex} from 'node:stream'
import type {Transport} from '../transport.ts'
import type {Files} from './files.ts'

/** Where a command runs that does not run on this machine: a container, or a node, of the embedded cluster. Nothing of this machine is within its reach. */
export interface Elsewhere {
  files: Files
  /** Starts its programs. */
  spawn: typeof childProcess.spawn
  /** Opens a connection in its network; rejects with the codes that node's own sockets have. */
  dial(to: {host: string; port: number}): Promise<Duplex>
  /** Has a server wait in its network; likewise. */
  listen(server: Server, where: ListenOptions): Promise<AddressInfo>
  /** Who answers for names there: `10.96.0.10`. */
  nameServer: string
  /** Calls back after so many milliseconds of the cluster's time. */
  after(milliseconds: number, callback: () => void): {cancel(): void}
  sleep(milliseconds: number): Promise<void>
  /** How requests travel from there; the cluster waits for their answers, but not for what comes of a watch. */
  carried(transport: Transport): Transport
}

let find = (): Elsewhere | undefined => undefined

/** Where whatever runs now runs; undefined: on this machine. */
export const elsewhere = (): Elsewhere | undefined => find()

/** Says who knows; until somebody does, everything runs here. */
export function findElsewhereBy(finder: typeof find): void {
  find = finder
}
