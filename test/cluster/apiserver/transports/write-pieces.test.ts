import assert from 'node:assert/strict'
import {Writable} from 'node:stream'
import {writePieces} from '../../../../src/cluster/apiserver/transports/write-pieces.ts'

const pieces = ['one ', 'two ', 'three'].map(text => Buffer.from(text))

/** Takes whatever it is given at once. */
function greedy(): {outgoing: Writable; taken(): string} {
  const chunks: Buffer[] = []
  const outgoing = new Writable({
    highWaterMark: 1_000_000,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return {outgoing, taken: () => Buffer.concat(chunks).toString()}
}

describe('writing a body in pieces', () => {
  it('sends all of them, and says how much it was', async () => {
    const {outgoing, taken} = greedy()

    const sent = await writePieces(outgoing, pieces, new AbortController().signal)

    assert.equal(taken(), 'one two three')
    assert.equal(sent, 13)
    assert.ok(outgoing.writableEnded)
  })

  it('lets others have their turn after each, however fast the reader is', async () => {
    const {outgoing, taken} = greedy()
    const seen: string[] = []
    const other = () => {
      seen.push(taken())
      if (seen.length < 3) setImmediate(other)
    }
    setImmediate(other)

    await writePieces(outgoing, pieces, new AbortController().signal)

    assert.deepEqual(seen, ['one ', 'one two ', 'one two three'])
  })

  it('stops where the reader has gone', async () => {
    const {outgoing, taken} = greedy()
    const leaving = new AbortController()
    setImmediate(() => leaving.abort())

    const sent = await writePieces(outgoing, pieces, leaving.signal)

    assert.equal(taken(), 'one ')
    assert.equal(sent, 4)
  })
})
