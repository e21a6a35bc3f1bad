import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {openSqliteStore} from '../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {measureOpening} from './opening.ts'
import {measurePuts} from './puts.ts'
import {measureRanges} from './ranges.ts'
import {measureRealPuts} from './real-puts.ts'
import {measureWatches} from './watches.ts'

/** Prints how fast the SQLite store is on this machine: `npx tsx bench/store/index.ts`. */
const folder = mkdtempSync(path.join(tmpdir(), 'kctl-bench-'))
const file = path.join(folder, 'etcd.db')
try {
  const store = await openSqliteStore({file, clock: new ClusterClock(0)})
  const rows = [
    await measurePuts(store, {callers: 1, count: 2_000}),
    await measurePuts(store, {callers: 100, count: 50_000}),
    await measureWatches(store, {watches: 100, count: 20_000}),
    ...(await measureRanges(store)),
  ]
  await store.close()
  rows.push(await measureOpening(file))
  rows.push(
    ...(await measureRealPuts([
      {callers: 1, count: 1_000},
      {callers: 100, count: 20_000},
    ])),
  )
  const width = Math.max(...rows.map(({what}) => what.length))
  for (const {what, result} of rows) process.stdout.write(`${what.padEnd(width)}  ${result.padStart(14)}\n`)
} finally {
  rmSync(folder, {recursive: true, force: true})
}
