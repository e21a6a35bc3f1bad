import {Duplex} from 'node:stream'

/** One end of a byte stream between two programs. */
export interface ByteStream {
  received: AsyncIterable<Uint8Array>
  send(data: Uint8Array): void
  /** No more will be sent; what the other end sends still arrives. */
  end(): void
}

/** A byte stream as Node's own protocols (TLS, HTTP) want it. */
export function duplexOf(stream: ByteStream): Duplex {
  const received = stream.received[Symbol.asyncIterator]()
  return new Duplex({
    read() {
      received.next().then(
        ({done, value}) => this.push(done ? null : value),
        error => this.destroy(error),
      )
    },
    write(chunk: Uint8Array, _encoding, done) {
      // Whoever is told that it is written may put something else into the same memory, while the other end has not read it yet.
      stream.send(Uint8Array.from(chunk))
      done()
    },
    final(done) {
      stream.end()
      done()
    },
    destroy(error, done) {
      stream.end()
      done(error)
    },
  })
}

/** The other way round. What goes wrong is told to who reads. */
export function byteStreamOf(duplex: Duplex): ByteStream {
  duplex.on('error', () => {})
  return {
    // Who stops reading may still have something to say.
    received: duplex.iterator({destroyOnReturn: false}),
    send: data => void duplex.write(data),
    end: () => void duplex.end(),
  }
}
