import assert from 'node:assert/strict'
import {Duplex} from 'node:stream'
import {SpdyConnection} from '../../../src/client/spdy/connection.ts'
import {controlFrame, dataFrame, type Frame, FrameReader, fin, kinds, words} from '../../../src/client/spdy/frames.ts'
import {HeaderDecoder, HeaderEncoder} from '../../../src/client/spdy/header-block.ts'
import type {SpdyStream} from '../../../src/client/spdy/stream.ts'

/** Two ends of a connection in memory. */
function pipe(): {near: Duplex; far: Duplex} {
  const end = (): Duplex => new Duplex({allowHalfOpen: false, read() {}, write: (_chunk, _encoding, done) => done()})
  const near = end()
  const far = end()
  near._write = (chunk, _encoding, done) => done(far.push(chunk) ? null : null)
  near._final = done => done(far.push(null) ? null : null)
  far._write = (chunk, _encoding, done) => done(near.push(chunk) ? null : null)
  far._final = done => done(near.push(null) ? null : null)
  return {near, far}
}

describe('SPDY frames', () => {
  it('are found again however the bytes are cut', () => {
    const bytes = Buffer.concat([dataFrame(1, fin, Buffer.from('hello')), controlFrame(kinds.ping, 0, words(7))])
    const reader = new FrameReader()

    const frames = [...bytes].flatMap(byte => reader.push(Buffer.of(byte)))

    assert.deepEqual(frames, [
      {type: 'data', streamId: 1, flags: fin, data: Buffer.from('hello')},
      {type: 'control', kind: kinds.ping, flags: 0, payload: words(7)},
    ])
  })

  it('of other protocols are refused', () => {
    assert.throws(() => new FrameReader().push(Buffer.from('8002000600000000', 'hex')))
  })
})

describe('SPDY header blocks', () => {
  it('share one zlib stream per direction', async () => {
    const encoder = new HeaderEncoder()
    const decoder = new HeaderDecoder()
    const first = {streamtype: 'stdout', method: 'GET'}
    const second = {streamtype: 'stderr', port: '80'}

    const blocks = [await encoder.encode(first), await encoder.encode(second)]

    assert.deepEqual([await decoder.decode(blocks[0]!), await decoder.decode(blocks[1]!)], [first, second])
    encoder.close()
    decoder.close()
  })
})

describe('a SPDY connection', () => {
  it('replies to streams, passes their data and ends, and answers pings', async () => {
    const {near, far} = pipe()
    const streams: SpdyStream[] = []
    const heard: string[] = []
    const connection = new SpdyConnection(near, stream => {
      streams.push(stream)
      stream.onData((data, end) => heard.push(`${data}${end ? '.' : ''}`))
      void stream.write(Buffer.from('hi')).then(() => stream.end())
    })
    const running = connection.run()
    const reader = new FrameReader()
    const frames: Frame[] = []
    far.on('data', (chunk: Buffer) => frames.push(...reader.push(chunk)))
    const encoder = new HeaderEncoder()
    const block = await encoder.encode({streamType: 'stdin'})

    far.write(controlFrame(kinds.synStream, 0, Buffer.concat([words(1, 0), Buffer.of(0, 0), block])))
    far.write(dataFrame(1, 0, Buffer.from('some')))
    far.write(dataFrame(1, fin, Buffer.from('thing')))
    far.write(controlFrame(kinds.ping, 0, words(3)))
    while (!frames.some(frame => frame.type === 'control' && frame.kind === kinds.ping))
      await new Promise(resolve => setImmediate(resolve))
    await connection.close()
    far.end()
    await running

    assert.equal(streams[0]?.headers['streamtype'], 'stdin')
    assert.deepEqual(heard, ['some', 'thing.'])
    const seen = frames.map(frame => (frame.type === 'data' ? `data ${frame.data} ${frame.flags}` : frame.kind))
    assert.deepEqual(
      seen.filter(entry => entry !== kinds.windowUpdate),
      [kinds.synReply, 'data hi 0', 'data  1', kinds.ping, kinds.goAway],
    )
    encoder.close()
  })
})
