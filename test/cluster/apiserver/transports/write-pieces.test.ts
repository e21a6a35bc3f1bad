import assert from 'node:assert/strict'
import {Writable} from 'node:stream'
import {setImmediate as turn} from 'node:timers/promises'
import {type Chunk, chunkSize, packPieces} from '../../../../src/cluster/apiserver/transports/pack-pieces.ts'
import {writePacked} from '../../../../src/cluster/apiserver/transports/write-pieces.ts'

const lengthsOf = (chunks: Chunk[]): number[] => chunks.map(({length}) => length)
const textOf = (chunks: Iterable<Chunk>): string =>
  Buffer.concat([...chunks].map(({buffer, length}) => Buffer.from(buffer.subarray(0, length)))).toString()

/** Copies whatever it is given, and is done with it at once or when it is told. */
function reader({lazy = false, highWaterMark = chunkSize * 100} = {}) {
  const taken: string[] = []
  const waiting: (() => void)[] = []
  const outgoing = new Writable({
    highWaterMark,
    write(chunk: Buffer, _encoding, done) {
      const take = () => {
        taken.push(chunk.toString())
        done()
      }
      if (lazy) waiting.push(take)
      else take()
    },
  })
  return {outgoing, taken, waiting}
}

const signal = new AbortController().signal

describe('packing pieces', () => {
  const cases: {name: string; pieces: (string | Uint8Array)[]; lengths: number[]}[] = [
    {name: 'nothing', pieces: [], lengths: [0]},
    {name: 'what is short', pieces: ['{', Buffer.from('ä'), '}'], lengths: [4]},
    {name: 'what just fits', pieces: ['a', 'b'.repeat(chunkSize - 1)], lengths: [chunkSize]},
    {name: 'what just fits in bytes', pieces: ['ä'.repeat(chunkSize / 2)], lengths: [chunkSize]},
    {name: 'a piece that does not fit any more', pieces: ['a'.repeat(chunkSize), 'b'], lengths: [chunkSize, 1]},
    {
      name: 'a piece that is longer than a chunk',
      pieces: ['a', 'ö'.repeat(chunkSize), 'c'],
      lengths: [chunkSize, chunkSize, 2],
    },
  ]
  for (const {name, pieces, lengths} of cases)
    it(`keeps every byte of ${name}`, () => {
      const chunks = [...packPieces(pieces)]

      assert.deepEqual(lengthsOf(chunks), lengths)
      assert.equal(textOf(chunks), Buffer.concat(pieces.map(piece => Buffer.from(piece))).toString())
    })
})

describe('writing a body in chunks', () => {
  const pieces = ['a', 'b', 'c'].map(letter => letter.repeat(chunkSize))

  it('sends all of them, and says how much it was', async () => {
    const {outgoing, taken} = reader()

    const sent = await writePacked(outgoing, packPieces(pieces), signal)

    assert.deepEqual(taken, pieces)
    assert.equal(sent, 3 * chunkSize)
    assert.ok(outgoing.writableEnded)
  })

  it('lets others have their turn in between, however fast the reader is', async () => {
    const {outgoing, taken} = reader()
    const seen: number[] = []
    const other = () => {
      seen.push(taken.length)
      if (seen.length < 3) setImmediate(other)
    }
    setImmediate(other)

    await writePacked(outgoing, packPieces(Array.from({length: 24}, () => 'a'.repeat(chunkSize))), signal)

    assert.deepEqual(seen, [8, 16, 24])
  })

  it('waits for a slow reader when much is waiting', async () => {
    const {outgoing, waiting} = reader({lazy: true, highWaterMark: 1})
    let made = 0
    const pieces = function* () {
      for (; made < 40; made += 1) yield 'a'.repeat(chunkSize)
    }

    const writing = writePacked(outgoing, packPieces(pieces()), signal)
    for (let turns = 0; turns < 10; turns += 1) await turn()
    const before = made
    for (; made < 40 || waiting.length > 0; await turn()) waiting.shift()?.()
    await writing

    assert.ok(before < 12, `${before} made`)
  })

  it('does not use a chunk again before it is written', async () => {
    const {outgoing, taken, waiting} = reader({lazy: true})

    const first = writePacked(outgoing, packPieces(pieces), signal)
    for (let turns = 0; turns < 5; turns += 1) await turn()
    const second = [...packPieces(['x', 'y', 'z'].map(letter => letter.repeat(chunkSize)))]
    for (let take = waiting.shift(); take; take = waiting.shift()) {
      take()
      await turn()
    }
    await first

    assert.equal(second.length, 3)
    assert.deepEqual(taken, pieces)
  })

  it('stops where the reader has gone', async () => {
    const {outgoing, taken} = reader()
    const leaving = new AbortController()
    setImmediate(() => leaving.abort())

    const sent = await writePacked(
      outgoing,
      packPieces(Array.from({length: 20}, () => 'a'.repeat(chunkSize))),
      leaving.signal,
    )

    assert.equal(taken.length, 8)
    assert.equal(sent, 8 * chunkSize)
  })
})
