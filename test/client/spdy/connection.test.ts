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

  it('carries the streams that a client opens to a server and back, in order', async () => {
    const {near, far} = pipe()
    const accepted: string[] = []
    const server = new SpdyConnection(far, stream => {
      const name = stream.headers['streamtype']
      accepted.push(`${stream.id} ${name}`)
      stream.onData((data, end) => {
        accepted.push(`${name}: ${data}${end ? '.' : ''}`)
        if (end && name === 'data') void stream.write(Buffer.from('out')).then(() => stream.end())
      })
    })
    const client = new SpdyConnection(near)
    const running = [server.run(), client.run()]

    client.open({streamtype: 'error'}, {ended: true})
    const stream = client.open({streamtype: 'data'}, {ended: false})
    const heard = heardFrom(stream)
    await stream.write(Buffer.from('in'))
    stream.end()
    await until(() => heard.includes('.'))
    await client.close()
    await Promise.all(running)

    assert.deepEqual(accepted.toSorted(), ['1 error', '3 data', 'data: .', 'data: in', 'error: .'])
    assert.deepEqual(heard, ['out', '.'])
  })

  it('ends a stream whose reply or whose reset says so, resets others, and answers the pings of a server alone', async () => {
    const {near, far} = pipe()
    const client = new SpdyConnection(near)
    const running = client.run()
    const reader = new FrameReader()
    const frames: Frame[] = []
    far.on('data', (chunk: Buffer) => frames.push(...reader.push(chunk)))
    const encoder = new HeaderEncoder()
    const streams = ['a', 'b', 'c'].map(streamtype => client.open({streamtype}, {ended: false}))
    const [replied, reset, given] = streams.map(heardFrom)

    far.write(controlFrame(kinds.synReply, fin, Buffer.concat([words(1), await encoder.encode({})])))
    far.write(controlFrame(kinds.rstStream, 0, words(3, 1)))
    for (const number of [1, 2]) far.write(controlFrame(kinds.ping, 0, words(number)))
    await until(() => frames.some(frame => frame.type === 'control' && frame.kind === kinds.ping))
    await streams[1]!.write(Buffer.from('lost'))
    streams[2]!.reset()
    await client.close()
    far.end()
    await running

    assert.deepEqual([replied, reset, given], [['.'], ['.'], []])
    const seen = frames.map(
      frame => frame.type === 'control' && [frame.kind, frame.payload.subarray(0, 8).toString('hex')],
    )
    assert.deepEqual(seen, [
      [kinds.synStream, words(1, 0).toString('hex')],
      [kinds.synStream, words(3, 0).toString('hex')],
      [kinds.synStream, words(5, 0).toString('hex')],
      [kinds.ping, words(2).toString('hex')],
      [kinds.rstStream, words(5, 5).toString('hex')],
      [kinds.goAway, words(0, 0).toString('hex')],
    ])
    encoder.close()
  })

  it('ends its streams with the connection', async () => {
    const {near, far} = pipe()
    const client = new SpdyConnection(near)
    const heard = heardFrom(client.open({streamtype: 'data'}, {ended: false}))

    far.end()
    await client.run()

    assert.deepEqual(heard, ['.'])
  })

  it('hears a side that does not read before it has spoken', async () => {
    const {near, far} = pipe()
    near._write = () => {}
    const client = new SpdyConnection(near)
    void client.run()
    const stream = client.open({streamtype: 'data'}, {ended: false})
    const heard = heardFrom(stream)
    void stream.write(Buffer.alloc(1024 * 1024))

    await until(() => near.writableNeedDrain)
    for (const text of ['one', 'two']) far.write(dataFrame(1, 0, Buffer.from(text)))
    await until(() => heard.length === 2)

    assert.deepEqual(heard, ['one', 'two'])
    near.destroy()
  })
})

/** What comes on a stream, its end as a full stop. */
function heardFrom(stream: SpdyStream): string[] {
  const heard: string[] = []
  stream.onData((data, end) => {
    if (data.length > 0) heard.push(String(data))
    if (end) heard.push('.')
  })
  return heard
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setImmediate(resolve))
}
