import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Client} from '../../src/client/client.ts'
import {type ClusterHome, clusterHome} from '../../src/client/embedded/cluster-home.ts'
import type {EmbeddedCluster} from '../../src/cluster/cluster.ts'
import type {Engine} from '../../src/cluster/engine/engine.ts'
import type {EngineLock} from '../../src/cluster/etcd/index.ts'
import type {ClusterSettings} from '../../src/cluster/lifecycle/settings.ts'

export interface OneShotCommands {
  home: ClusterHome
  /** Opens the cluster at rest, as an invocation does that then waits for its turn. */
  open(): Promise<{cluster: EmbeddedCluster; lock: EngineLock}>
  /** Opens the cluster, does something, settles and closes it, as one invocation of kctl does. */
  command<T>(run: (client: Client) => Promise<T>): Promise<T>
  /** Does something with its engine, as `kctl clock` does. */
  clock<T>(run: (engine: Engine) => Promise<T>): Promise<T>
  /** Real time goes on between two commands; milliseconds. */
  wait(milliseconds: number): void
  now(): number
  remove(): void
}

/** A cluster that is used by one command after the other, in real time that only the test moves. */
export function oneShotCommands(settings: ClusterSettings = {}): OneShotCommands {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-time-'))
  const home = clusterHome({home: folder, name: 'default'}, {})
  let time = Date.UTC(2026, 0, 1, 12, 0, 7)
  const source = {now: () => time, wake: () => () => {}}
  const open = async () => {
    const {openEmbedded} = await import('../../src/cluster/open/open-embedded.ts')
    return openEmbedded(home, {settings, source})
  }
  return {
    home,
    open,
    async command(run) {
      const {OneShot, administrator, Client} = await modules()
      const {cluster, lock} = await open()
      const oneShot = new OneShot({
        cluster,
        lock,
        handle: request => cluster.handle({...request, user: administrator(cluster.pki)}),
        findServer: async () => undefined,
        serve: async () => ({stop: async () => {}}),
      })
      try {
        return await run(new Client(oneShot))
      } finally {
        await oneShot.close()
      }
    },
    async clock(run) {
      const {cluster, lock} = await open()
      await lock.acquire({wait: 0, role: 'one-shot'})
      try {
        await cluster.engine.start()
        const result = await run(cluster.engine)
        await cluster.engine.stop()
        return result
      } finally {
        lock.release()
        await cluster.close()
      }
    },
    wait: milliseconds => {
      time += milliseconds
    },
    now: () => time,
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
}

/** Loaded as the cluster itself loads what it does not always need: errors are told by their class, and that must be one class. */
const modules = async () => ({
  ...(await import('../../src/cluster/one-shot/one-shot.ts')),
  ...(await import('../../src/cluster/cluster.ts')),
  ...(await import('../../src/client/client.ts')),
})
