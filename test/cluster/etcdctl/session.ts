import {openSqliteStore, type SqliteStore} from '../../../src/cluster/etcd/index.ts'
import type {Store} from '../../../src/cluster/etcd/store.ts'
import {hostFiles} from '../../../src/cluster/etcdctl/host-files.ts'
import {toOwnEndpoint} from '../../../src/cluster/etcdctl/own-endpoint.ts'
import {runEtcdctl} from '../../../src/cluster/etcdctl/run.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'

export interface Outcome {
  stdout: string
  stderr: string
  exitCode: number
}

/** etcdctl lines on one store in memory. */
export class Session {
  readonly clock = new ClusterClock(1_000_000)
  readonly restored: string[] = []
  readonly store: SqliteStore

  private constructor(clock: ClusterClock, store: SqliteStore) {
    this.clock = clock
    this.store = store
  }

  static async open(): Promise<Session> {
    const clock = new ClusterClock(1_000_000)
    const store = await openSqliteStore({file: ':memory:', clock})
    store.lessor.start()
    return new Session(clock, store)
  }

  async run(
    argv: string[],
    {
      stdin = '',
      env = {},
      signal = new AbortController().signal,
    }: {stdin?: string; env?: Record<string, string>; signal?: AbortSignal} = {},
  ): Promise<Outcome> {
    const outcome = {stdout: '', stderr: '', exitCode: 0}
    outcome.exitCode = await runEtcdctl(argv, {
      openStore: async () => keptOpen(this.store),
      restoreCluster: async snapshot => void this.restored.push(snapshot),
      stdin: (async function* () {
        yield stdin
      })(),
      stdout: {write: text => (outcome.stdout += text)},
      stderr: {write: text => (outcome.stderr += text)},
      env,
      signal,
      endpoint: '127.0.0.1:2379',
      files: hostFiles,
      connect: flags => toOwnEndpoint(flags, '127.0.0.1:2379'),
    })
    return outcome
  }

  close(): Promise<void> {
    return this.store.close()
  }
}

/** The same store, which commands may close without ending it. */
const keptOpen = (store: SqliteStore): Store =>
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'close') return async () => undefined
      const member = Reflect.get(target, name) as unknown
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
