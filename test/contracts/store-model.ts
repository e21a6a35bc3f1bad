import assert from 'node:assert/strict'
import fc from 'fast-check'
import {prefixEnd, type Store, type StoreEvent} from '../../src/cluster/etcd/store.ts'

type Command =
  | {kind: 'put'; key: string; value: string}
  | {kind: 'delete'; key: string; rangeEnd?: string}
  | {kind: 'swap'; key: string; value: string; version: number}
  | {kind: 'compact'; back: number}
  | {kind: 'check'; back: number; key: string; rangeEnd?: string; limit: number}

interface Entry {
  value: string
  createRevision: number
  modRevision: number
  version: number
}

const all = {key: '\0', rangeEnd: '\0'}
const key = fc.constantFrom('a', 'ab', 'b', 'b\0', 'b\xff', 'c', '\xff')
const range = fc.record({key}).chain(({key: start}) =>
  fc.record({
    key: fc.constant(start),
    rangeEnd: fc.constantFrom(undefined, '\0', prefixEnd(start), 'b', 'c'),
  }),
)
const value = fc.constantFrom('', '1', 'two', 'drei')
const back = fc.nat({max: 12})
const command: fc.Arbitrary<Command> = fc.oneof(
  {weight: 5, arbitrary: fc.record({kind: fc.constant('put' as const), key, value})},
  {weight: 2, arbitrary: range.map(chosen => ({kind: 'delete' as const, ...chosen}))},
  {weight: 2, arbitrary: fc.record({kind: fc.constant('swap' as const), key, value, version: fc.nat({max: 2})})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('compact' as const), back})},
  {
    weight: 4,
    arbitrary: fc
      .tuple(range, back, fc.nat({max: 3}))
      .map(([chosen, revisions, limit]) => ({kind: 'check' as const, ...chosen, back: revisions, limit})),
  },
)

/** Random histories: after each step the store and a model that keeps every revision whole must agree; in the end watches, too. */
export async function storeModelProperty(
  withStore: (run: (store: Store) => Promise<void>) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(fc.array(command, {maxLength: 40}), commands =>
    withStore(async store => {
      const model = new Model()
      const live: StoreEvent[] = []
      store.watch(all, {events: batch => void live.push(...batch), cancelled: assert.fail})
      for (const step of commands) await apply(store, model, step)
      assert.deepEqual(live.map(named), model.events)
      await checkReplay(store, model)
    }),
  )
  await fc.assert(property, {numRuns: 60})
}

async function apply(store: Store, model: Model, step: Command): Promise<void> {
  if (step.kind === 'put') {
    const {revision} = await store.put(step)
    model.put(step.key, step.value)
    assert.equal(revision, model.revision)
  } else if (step.kind === 'delete') {
    const {deleted} = await store.delete(step)
    assert.equal(deleted, model.delete(step))
  } else if (step.kind === 'swap') {
    const {succeeded} = await store.txn({
      compare: [{key: step.key, target: 'version', result: '=', operand: step.version}],
      success: [{type: 'put', key: step.key, value: step.value}],
      failure: [],
    })
    const expected = (model.now.get(step.key)?.version ?? 0) === step.version
    if (expected) model.put(step.key, step.value)
    assert.equal(succeeded, expected)
  } else if (step.kind === 'compact') {
    const revision = model.revision - step.back
    if (revision <= model.compacted) return
    await store.compact(revision)
    model.compacted = revision
  } else {
    await checkRange(store, model, step)
  }
}

async function checkRange(store: Store, model: Model, step: Command & {kind: 'check'}): Promise<void> {
  const revision = Math.max(model.revision - step.back, model.compacted, 1)
  const {key: start, rangeEnd, limit} = step
  const actual = await store.range({key: start, rangeEnd, limit, revision})
  const expected = model.range({key: start, rangeEnd}, revision)
  const page = limit > 0 ? expected.slice(0, limit) : expected
  assert.deepEqual(actual, {
    revision: model.revision,
    kvs: page.map(([name, entry]) => ({key: name, ...entry, lease: 0n})),
    more: page.length < expected.length,
    count: expected.length,
  })
}

async function checkReplay(store: Store, model: Model): Promise<void> {
  const start = Math.max(model.compacted + 1, 2)
  const replayed: StoreEvent[] = []
  store.watch({...all, startRevision: start}, {events: batch => void replayed.push(...batch), cancelled: assert.fail})
  await Promise.resolve()
  assert.deepEqual(
    replayed.map(named),
    model.events.filter(event => Number(event.split('@')[1]) >= start),
  )
}

const named = ({type, kv}: StoreEvent): string => `${type} ${kv.key}@${kv.modRevision}`

/** Keeps the whole state of every revision, and believes nothing that it need not. */
class Model {
  compacted = -1
  readonly events: string[] = []
  /** The state at each revision; revision 1 is the empty one. */
  private readonly states: Map<string, Entry>[] = [new Map(), new Map()]

  get revision(): number {
    return this.states.length - 1
  }

  get now(): Map<string, Entry> {
    return this.states[this.revision]!
  }

  put(name: string, text: string): void {
    const revision = this.revision + 1
    const before = this.now.get(name)
    const entry = {
      value: text,
      createRevision: before?.createRevision ?? revision,
      modRevision: revision,
      version: (before?.version ?? 0) + 1,
    }
    this.states.push(new Map(this.now).set(name, entry))
    this.events.push(`put ${name}@${revision}`)
  }

  delete(chosen: {key: string; rangeEnd?: string}): number {
    const gone = this.range(chosen, this.revision).map(([name]) => name)
    if (gone.length === 0) return 0
    const next = new Map(this.now)
    for (const name of gone) next.delete(name)
    this.states.push(next)
    this.events.push(...gone.map(name => `delete ${name}@${this.revision}`))
    return gone.length
  }

  range({key: start, rangeEnd}: {key: string; rangeEnd?: string}, revision: number): [string, Entry][] {
    const within = (name: string) =>
      rangeEnd === undefined ? name === start : name >= start && (rangeEnd === '\0' || name < rangeEnd)
    return [...this.states[revision]!].filter(([name]) => within(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
