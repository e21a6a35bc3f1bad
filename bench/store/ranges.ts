import type {Store} from '../../src/cluster/etcd/store.ts'
import {type Measurement, median, milliseconds} from './measurement.ts'

const count = 10_000

/** Reading 10,000 values of 2 KB: whole, as keys, counted, and as they were before 1,000 of them changed. */
export async function measureRanges(store: Store): Promise<Measurement[]> {
  const value = 'v'.repeat(2_048)
  const key = (index: number) => `/ranges/${String(index).padStart(6, '0')}`
  await Promise.all(Array.from({length: count}, (_, index) => store.put({key: key(index), value})))
  const {revision} = await store.range({key: key(0)})
  await Promise.all(Array.from({length: 1_000}, (_, index) => store.put({key: key(index * 10), value})))
  const all = {key: '/ranges/', rangeEnd: '/ranges0'}
  const cases = [
    {what: 'range of 10,000 × 2 KB', request: all},
    {what: 'the same as it was 1,000 writes ago', request: {...all, revision}},
    {what: 'its keys only', request: {...all, keysOnly: true}},
    {what: 'its count only', request: {...all, countOnly: true}},
    {what: 'its first 500', request: {...all, limit: 500}},
    {what: 'one key', request: {key: key(5_000)}},
  ]
  const rows: Measurement[] = []
  for (const {what, request} of cases) {
    rows.push({what, result: milliseconds(await median(9, () => store.range(request)))})
  }
  return rows
}
