import assert from 'node:assert/strict'
import {prefixEnd, type Store, StoreError, type StoreEvent, type WatchRequest} from '../../src/cluster/etcd/store.ts'
import {storeModelProperty} from './store-model.ts'

export interface StoreUnderTest {
  store: Store
  /** Opens the same store once more, as another process would. */
  again(): Promise<Store>
  /** Lets that many seconds pass for leases. */
  pass(seconds: number): Promise<void>
  close(): Promise<void>
}

const all = {key: '\0', rangeEnd: '\0'}

/** What every store promises; run it against each implementation. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's contract`, () => {
    let subject: StoreUnderTest
    let store: Store

    beforeEach(async () => {
      subject = await open()
      store = subject.store
    })
    afterEach(() => subject.close())

    const fill = async (...keys: string[]) => {
      for (const key of keys) await store.put({key, value: `value of ${key}`})
    }
    const keys = async (request: Parameters<Store['range']>[0]) => (await store.range(request)).kvs.map(({key}) => key)
    const told = (request: WatchRequest, from = store) => {
      const seen: StoreEvent[] = []
      const errors: Error[] = []
      const watcher = from.watch(request, {
        events: batch => void seen.push(...batch),
        cancelled: error => void errors.push(error),
      })
      return {seen, errors, watcher, names: () => seen.map(({type, kv}) => `${type} ${kv.key}@${kv.modRevision}`)}
    }

    describe('ranges', () => {
      const cases = [
        {name: 'one key', given: {key: 'b'}, expected: ['b']},
        {name: 'a key that is not there', given: {key: 'x'}, expected: []},
        {name: 'from a key up to but without another', given: {key: 'a', rangeEnd: 'bb'}, expected: ['a', 'b', 'ba']},
        {name: 'a prefix', given: {key: 'b', rangeEnd: prefixEnd('b')}, expected: ['b', 'ba', 'bb']},
        {name: 'from a key on', given: {key: 'bb', rangeEnd: '\0'}, expected: ['bb', 'c']},
        {name: 'everything', given: all, expected: ['a', 'b', 'ba', 'bb', 'c']},
        {name: 'an end before the start', given: {key: 'c', rangeEnd: 'a'}, expected: []},
        {
          name: 'descending',
          given: {...all, sort: {by: 'key', descending: true}},
          expected: ['c', 'bb', 'ba', 'b', 'a'],
        },
        {name: 'by revision', given: {...all, sort: {by: 'mod', descending: true}, limit: 2}, expected: ['a', 'c']},
        {name: 'by creation', given: {...all, sort: {by: 'create'}, limit: 2}, expected: ['a', 'b']},
        {name: 'by version', given: {...all, sort: {by: 'version', descending: true}, limit: 1}, expected: ['a']},
        {name: 'by value', given: {...all, sort: {by: 'value'}, limit: 1}, expected: ['a']},
        {name: 'modified since', given: {...all, minModRevision: 6}, expected: ['a', 'c']},
        {name: 'modified until', given: {...all, maxModRevision: 4}, expected: ['b', 'ba']},
        {name: 'created since', given: {...all, minCreateRevision: 6}, expected: ['c']},
        {name: 'created until', given: {...all, maxCreateRevision: 2}, expected: ['a']},
        {name: 'as it was', given: {...all, revision: 3}, expected: ['a', 'b']},
      ] as const
      for (const {name: title, given, expected} of cases) {
        it(`finds ${title}`, async () => {
          await fill('a', 'b', 'ba', 'bb', 'c')
          await store.put({key: 'a', value: 'again'})

          assert.deepEqual(await keys(given), expected)
        })
      }

      it('tells of what is left page by page, as it was at the first page, whatever is written meanwhile', async () => {
        for (const name of ['a', 'b', 'c', 'd', 'e']) await store.put({key: name, value: name})
        await store.delete({key: 'b'})
        const first = await store.range({...all, limit: 1})
        const {revision} = first

        const told = [{keys: first.kvs.map(({key}) => key), more: first.more, count: first.count}]
        for (let last = 'a'; told.at(-1)!.more; ) {
          const page = await store.range({key: `${last}\0`, rangeEnd: '\0', limit: 1, revision})
          told.push({keys: page.kvs.map(({key}) => key), more: page.more, count: page.count})
          last = page.kvs[0]!.key
          await store.delete({key: 'd'})
          await store.put({key: `${last}-new`, value: ''})
        }

        assert.deepEqual(told, [
          {keys: ['a'], more: true, count: 4},
          {keys: ['c'], more: true, count: 3},
          {keys: ['d'], more: true, count: 2},
          {keys: ['e'], more: false, count: 1},
        ])
      })

      it('tells of what a limit leaves out', async () => {
        await fill('a', 'b', 'c')

        const page = await store.range({...all, limit: 2})
        const past = await store.range({...all, limit: 1, revision: 3})

        assert.deepEqual([page.kvs.length, page.more, page.count, page.revision], [2, true, 3, 4])
        assert.deepEqual([past.kvs.length, past.more, past.count, past.revision], [1, true, 2, 4])
        assert.equal((await store.range({...all, limit: 3})).more, false)
      })

      it('counts, and lists keys without values', async () => {
        await fill('a', 'b')

        assert.deepEqual(await store.range({...all, countOnly: true}), {revision: 3, kvs: [], more: false, count: 2})
        assert.deepEqual((await store.range({...all, keysOnly: true})).kvs, [
          {key: 'a', value: '', createRevision: 2, modRevision: 2, version: 1, lease: 0n},
          {key: 'b', value: '', createRevision: 3, modRevision: 3, version: 1, lease: 0n},
        ])
      })

      it('orders keys by their bytes, every byte of them', async () => {
        const bytes = Array.from({length: 256}, (_, byte) => String.fromCharCode(byte))
        const given = bytes.flatMap(byte => [`k${byte}`, byte])

        await Promise.all([...given].reverse().map(key => store.put({key, value: 'v'})))

        const expected = [...given].sort((a, b) => Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')))
        assert.deepEqual(await keys({key: '\0', rangeEnd: '\0'}), expected)
        assert.deepEqual(await keys({key: 'k\xff'}), ['k\xff'])
        assert.deepEqual(await keys({key: 'k\xfe', rangeEnd: prefixEnd('k')}), ['k\xfe', 'k\xff'])
      })

      it('keeps text as text and bytes as bytes', async () => {
        await store.put({key: 'text', value: 'grüße 🎉'})
        await store.put({key: 'bytes', value: Uint8Array.of(0, 255, 0)})
        await store.put({key: 'empty', value: ''})

        const values = (await store.range(all)).kvs.map(({value}) => (typeof value === 'string' ? value : [...value]))
        assert.deepEqual(values, [[0, 255, 0], '', 'grüße 🎉'])
      })

      it('refuses revisions that are gone or yet to come', async () => {
        await fill('a', 'b', 'c')
        await store.compact(3)

        await rejects(store.range({...all, revision: 2}), 'compacted', /required revision has been compacted/)
        await rejects(store.range({...all, revision: 9}), 'future', /required revision is a future revision/)
        assert.deepEqual(await keys({...all, revision: 3}), ['a', 'b'])
      })
    })

    describe('writes', () => {
      it('count revisions and versions', async () => {
        assert.deepEqual(await store.put({key: 'a', value: '1'}), {revision: 2})
        assert.deepEqual(await store.put({key: 'a', value: '2'}), {revision: 3})
        assert.deepEqual(await store.delete({key: 'a'}), {revision: 4, deleted: 1, prevKvs: []})
        assert.deepEqual(await store.delete({key: 'a'}), {revision: 4, deleted: 0, prevKvs: []})
        await store.put({key: 'a', value: '3'})

        const [kv] = (await store.range({key: 'a'})).kvs
        assert.deepEqual(kv, {key: 'a', value: '3', createRevision: 5, modRevision: 5, version: 1, lease: 0n})
      })

      it('have a revision each, however many come at once', async () => {
        const written = await Promise.all(
          Array.from({length: 50}, (_, index) => store.put({key: `k${index}`, value: ''})),
        )

        assert.deepEqual(
          written.map(({revision}) => revision).sort((a, b) => a - b),
          Array.from({length: 50}, (_, index) => index + 2),
        )
      })

      it('tell what was there before when asked to', async () => {
        await store.put({key: 'a', value: '1'})

        const before = {key: 'a', value: '1', createRevision: 2, modRevision: 2, version: 1, lease: 0n}
        assert.deepEqual(await store.put({key: 'a', value: '2', prevKv: true}), {revision: 3, prevKv: before})
        assert.deepEqual((await store.delete({key: 'a', prevKv: true})).prevKvs, [
          {...before, value: '2', modRevision: 3, version: 2},
        ])
        assert.deepEqual(await store.put({key: 'a', value: '3', prevKv: true}), {revision: 5})
      })

      it('delete a whole range in one revision', async () => {
        await fill('a', 'b', 'ba', 'c')

        const {revision, deleted} = await store.delete({key: 'b', rangeEnd: prefixEnd('b')})

        assert.deepEqual([revision, deleted], [6, 2])
        assert.deepEqual(await keys(all), ['a', 'c'])
        assert.deepEqual(await keys({...all, revision: 5}), ['a', 'b', 'ba', 'c'])
      })

      it('keep the value or the lease when told to', async () => {
        const {id} = await store.grant(60)
        await store.put({key: 'a', value: '1', lease: id})

        await store.put({key: 'a', value: '2', ignoreLease: true})
        await store.put({key: 'a', value: '', ignoreValue: true})

        const [kv] = (await store.range({key: 'a'})).kvs
        assert.deepEqual([kv?.value, kv?.lease, kv?.version], ['2', 0n, 3])
      })

      it('are refused in etcd’s words, and leave the others alone', async () => {
        const [good] = await Promise.all([
          store.put({key: 'a', value: '1'}),
          rejects(store.put({key: '', value: '1'}), 'empty-key', /key is not provided/),
          rejects(store.put({key: 'x', value: '', ignoreValue: true}), 'key-not-found', /key not found/),
          rejects(store.put({key: 'x', value: 'v', ignoreValue: true}), 'value-provided', /value is provided/),
          rejects(store.put({key: 'x', value: 'v', lease: 404n}), 'lease-not-found', /requested lease not found/),
        ])

        assert.equal(good.revision, 2)
        assert.deepEqual(await keys(all), ['a'])
      })
    })

    describe('transactions', () => {
      const compares = [
        {name: 'version', given: {target: 'version', result: '=', operand: 2}, expected: true},
        {
          name: 'version of a missing key',
          given: {key: 'x', target: 'version', result: '=', operand: 0},
          expected: true,
        },
        {name: 'create revision', given: {target: 'create', result: '<', operand: 3}, expected: true},
        {name: 'mod revision', given: {target: 'mod', result: '>', operand: 3}, expected: false},
        {name: 'value', given: {target: 'value', result: '=', operand: '2'}, expected: true},
        {name: 'value as bytes', given: {target: 'value', result: '=', operand: Uint8Array.of(0x32)}, expected: true},
        {name: 'value order', given: {target: 'value', result: '<', operand: '10'}, expected: false},
        {
          name: 'value of a missing key',
          given: {key: 'x', target: 'value', result: '!=', operand: 'v'},
          expected: false,
        },
        {name: 'lease', given: {target: 'lease', result: '=', operand: 0n}, expected: true},
        {
          name: 'every key of a range',
          given: {rangeEnd: 'c', target: 'version', result: '>', operand: 1},
          expected: false,
        },
        {name: 'difference', given: {target: 'version', result: '!=', operand: 3}, expected: true},
      ] as const
      for (const {name: title, given, expected} of compares) {
        it(`compare ${title}`, async () => {
          await store.put({key: 'a', value: '1'})
          await store.put({key: 'a', value: '2'})
          await store.put({key: 'b', value: '1'})

          const {succeeded} = await store.txn({compare: [{key: 'a', ...given}], success: [], failure: []})

          assert.equal(succeeded, expected)
        })
      }

      it('change everything in one revision and see what they changed', async () => {
        await fill('a', 'b')

        const response = await store.txn({
          compare: [{key: 'a', target: 'mod', result: '=', operand: 2}],
          success: [
            {type: 'put', key: 'c', value: '1'},
            {type: 'delete', key: 'a'},
            {type: 'range', ...all, keysOnly: true},
          ],
          failure: [{type: 'put', key: 'never', value: ''}],
        })

        assert.equal(response.succeeded, true)
        assert.equal(response.revision, 4)
        const [put, deleted, range] = response.responses
        assert.deepEqual(put, {type: 'put', revision: 4})
        assert.deepEqual(deleted, {type: 'delete', revision: 4, deleted: 1, prevKvs: []})
        assert.deepEqual(range?.type === 'range' && range.kvs.map(({key}) => key), ['b', 'c'])
        assert.equal((await store.range(all)).revision, 4)
      })

      it('nest, and compare all on the state before', async () => {
        const response = await store.txn({
          compare: [],
          success: [
            {type: 'put', key: 'a', value: '1'},
            {
              type: 'txn',
              compare: [{key: 'a', target: 'version', result: '=', operand: 0}],
              success: [{type: 'put', key: 'b', value: 'yes'}],
              failure: [{type: 'put', key: 'b', value: 'no'}],
            },
          ],
          failure: [],
        })

        assert.equal(response.revision, 2)
        assert.equal((await store.range({key: 'b'})).kvs[0]?.value, 'yes')
      })

      it('refuse to write a key twice, and then change nothing', async () => {
        const put = (key: string) => ({type: 'put' as const, key, value: ''})
        const nested = (success: ReturnType<typeof put>[], failure: ReturnType<typeof put>[]) => ({
          type: 'txn' as const,
          compare: [],
          success,
          failure,
        })
        const twice = [
          [put('a'), put('a')],
          [put('b'), {type: 'delete' as const, key: 'a', rangeEnd: 'c'}],
          [put('a'), nested([put('a')], [])],
          [nested([put('a')], []), nested([put('a')], [])],
        ]
        for (const success of twice) {
          await rejects(store.txn({compare: [], success, failure: []}), 'duplicate-key', /duplicate key given in txn/)
        }

        await store.txn({compare: [], success: [nested([put('a')], [put('a')])], failure: []})
        assert.equal((await store.range(all)).revision, 2)
      })

      it('that fail halfway change nothing', async () => {
        const success = [
          {type: 'put' as const, key: 'a', value: ''},
          {type: 'put' as const, key: 'b', value: '', lease: 404n},
        ]

        await rejects(store.txn({compare: [], success, failure: []}), 'lease-not-found', /lease not found/)

        assert.deepEqual(await store.range(all), {revision: 1, kvs: [], more: false, count: 0})
      })
    })

    describe('watches', () => {
      it('tell of what comes after now, before the writer is answered', async () => {
        await fill('a')
        const {names} = told({key: 'a', rangeEnd: 'c'})

        await store.put({key: 'b', value: '1'})
        assert.deepEqual(names(), ['put b@3'])
        await store.put({key: 'c', value: '1'})
        await store.delete({key: 'a', rangeEnd: 'c'})

        assert.deepEqual(names(), ['put b@3', 'delete a@5', 'delete b@5'])
      })

      it('tell of the past first, then of the present, each event once', async () => {
        await fill('a', 'b', 'a')
        const {names} = told({key: 'a', startRevision: 2})

        await store.put({key: 'a', value: 'now'})

        assert.deepEqual(names(), ['put a@2', 'put a@4', 'put a@5'])
      })

      it('wait for a revision that is yet to come', async () => {
        const {names} = told({key: 'a', startRevision: 4})

        await fill('a', 'a', 'a', 'a')

        assert.deepEqual(names(), ['put a@4', 'put a@5'])
      })

      it('hand over whole revisions', async () => {
        const batches: string[][] = []
        store.watch(all, {
          events: (batch, revision) => void batches.push([`${revision}`, ...batch.map(({kv}) => kv.key)]),
          cancelled: assert.fail,
        })

        await fill('a', 'b')
        await store.delete(all)

        assert.deepEqual(batches, [
          ['2', 'a'],
          ['3', 'b'],
          ['4', 'a', 'b'],
        ])
      })

      it('give previous values when asked to, of the past too', async () => {
        await store.put({key: 'a', value: '1'})
        await store.put({key: 'a', value: '2'})
        const past = told({key: 'a', startRevision: 2, prevKv: true})
        const present = told({key: 'a', prevKv: true})

        await store.delete({key: 'a'})
        await store.put({key: 'a', value: '3'})

        assert.deepEqual(
          past.seen.map(({prevKv}) => prevKv?.value),
          [undefined, '1', '2', undefined],
        )
        assert.deepEqual(
          present.seen.map(({prevKv}) => prevKv?.value),
          ['2', undefined],
        )
        assert.deepEqual(present.seen[0]?.kv, {
          key: 'a',
          value: '',
          createRevision: 0,
          modRevision: 4,
          version: 0,
          lease: 0n,
        })
      })

      it('leave out what is filtered', async () => {
        const noPut = told({key: 'a', filters: ['noput']})
        const noDelete = told({key: 'a', filters: ['nodelete']})

        await fill('a')
        await store.delete({key: 'a'})

        assert.deepEqual([noPut.names(), noDelete.names()], [['delete a@3'], ['put a@2']])
      })

      it('end when they ask for what has been compacted', async () => {
        await fill('a', 'a', 'a')
        await store.compact(3)
        const gone = told({key: 'a', startRevision: 2})
        const kept = told({key: 'a', startRevision: 3})

        await fill('a')

        assert.deepEqual(
          gone.errors.map(error => (error as StoreError).code),
          ['compacted'],
        )
        assert.deepEqual(kept.names(), ['put a@3', 'put a@4', 'put a@5'])
      })

      it('tell nothing after they were cancelled', async () => {
        const {names, watcher} = told(all)
        await fill('a')

        watcher.cancel()
        await fill('b')

        assert.deepEqual(names(), ['put a@2'])
      })
    })

    describe('leases', () => {
      it('hold keys for their time, and take them along', async () => {
        const {id, ttl} = await store.grant(60)
        await store.put({key: 'a', value: '1', lease: id})
        await store.put({key: 'b', value: '1', lease: id})
        const {names} = told(all)

        await subject.pass(59)
        assert.equal((await store.timeToLive(id)).ttl, 1)
        await subject.pass(2)

        assert.equal(ttl, 60)
        assert.deepEqual(names(), ['delete a@4', 'delete b@4'])
        assert.deepEqual(await store.timeToLive(id), {id, ttl: -1, grantedTtl: 0, keys: []})
        assert.deepEqual(await store.leases(), [])
      })

      it('live on when they are kept alive', async () => {
        const {id} = await store.grant(10)
        await store.put({key: 'a', value: '1', lease: id})

        await subject.pass(9)
        assert.deepEqual(await store.keepAlive(id), {id, ttl: 10})
        await subject.pass(9)
        assert.deepEqual(await keys(all), ['a'])
        await subject.pass(2)

        assert.deepEqual(await keys(all), [])
      })

      it('can be revoked, listed, and looked at, whatever their ids', async () => {
        const big = 0x7fffffffffffffffn
        await store.grant(60, big)
        await store.put({key: 'b', value: '', lease: big})
        await store.put({key: 'a', value: '', lease: big})

        assert.deepEqual(await store.leases(), [big])
        assert.deepEqual((await store.timeToLive(big)).keys, ['a', 'b'])
        await rejects(store.grant(60, big), 'lease-exists', /lease already exists/)
        await store.revoke(big)

        assert.deepEqual(await store.range(all), {revision: 4, kvs: [], more: false, count: 0})
        await rejects(store.revoke(big), 'lease-not-found', /requested lease not found/)
        await rejects(store.keepAlive(big), 'lease-not-found', /requested lease not found/)
      })

      it('let go of a key that is put without them', async () => {
        const {id} = await store.grant(60)
        await store.put({key: 'a', value: '1', lease: id})
        await store.put({key: 'a', value: '2'})

        await store.revoke(id)

        assert.deepEqual(await keys(all), ['a'])
      })
    })

    describe('compaction', () => {
      it('keeps what was current then, and what came since', async () => {
        await store.put({key: 'a', value: '1'})
        await store.put({key: 'a', value: '2'})
        await store.put({key: 'b', value: '1'})
        await store.delete({key: 'b'})
        await store.put({key: 'a', value: '3'})

        await store.compact(5)

        assert.equal((await store.range({key: 'a', revision: 5})).kvs[0]?.value, '2')
        assert.deepEqual(await keys({...all, revision: 5}), ['a'])
        assert.equal((await store.range({key: 'a'})).kvs[0]?.value, '3')
        assert.deepEqual(told({...all, startRevision: 5}).errors, [])
        await rejects(store.compact(5), 'compacted', /has been compacted/)
        await rejects(store.compact(7), 'future', /future revision/)
      })

      it('never takes the revision back', async () => {
        await fill('a')
        await store.delete({key: 'a'})
        await store.put({key: 'b', value: ''})
        await store.delete({key: 'b'})
        await store.compact(5)

        assert.equal((await store.range(all)).revision, 5)
        assert.equal((await store.put({key: 'c', value: ''})).revision, 6)
      })

      it('does not change the hash of what is left', async () => {
        await fill('a', 'b', 'a')
        const before = await store.hash()
        await store.compact(2)
        const after = await store.hash()

        assert.deepEqual([after.revision, after.hash], [before.revision, before.hash])
        assert.deepEqual([before.compactRevision, after.compactRevision], [-1, 2])
        await fill('c')
        assert.notEqual((await store.hash()).hash, before.hash)
        assert.equal((await store.hash(before.revision)).hash, before.hash)
      })
    })

    describe('two processes', () => {
      it('see each other’s writes, in one order', async () => {
        const other = await subject.again()
        const here = told(all)
        const there = told(all, other)

        await store.put({key: 'a', value: '1'})
        await other.put({key: 'b', value: '1'})
        await store.put({key: 'c', value: '1'})
        await until(() => here.seen.length === 3 && there.seen.length === 3)

        const expected = ['put a@2', 'put b@3', 'put c@4']
        assert.deepEqual([here.names(), there.names()], [expected, expected])
        assert.equal((await store.range(all)).revision, 4)
        await other.close()
      })

      it('let only one win a race', async () => {
        const other = await subject.again()
        const claim = (by: Store, value: string) =>
          by.txn({
            compare: [{key: 'lock', target: 'version', result: '=', operand: 0}],
            success: [{type: 'put', key: 'lock', value}],
            failure: [],
          })

        const outcomes = await Promise.all([claim(store, '1'), claim(other, '2'), claim(store, '3'), claim(other, '4')])

        assert.equal(outcomes.filter(({succeeded}) => succeeded).length, 1)
        await other.close()
      })
    })

    it('answers as a naive model does, whatever is done to it', function () {
      this.timeout(120_000)
      return storeModelProperty(async run => {
        const fresh = await open()
        try {
          await run(fresh.store)
        } finally {
          await fresh.close()
        }
      })
    })
  })
}

async function rejects(promise: Promise<unknown>, code: StoreError['code'], message: RegExp): Promise<void> {
  const error = await promise.then(
    () => assert.fail(`expected a refusal: ${code}`),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StoreError, String(error))
  assert.equal(error.code, code)
  assert.match(error.message, message)
}

/** Waits for what another process's write brings about: files know no injected clock. */
async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5_000
  while (!condition() && performance.now() < end) await new Promise(resolve => setImmediate(resolve))
}
