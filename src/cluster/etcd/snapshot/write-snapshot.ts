import {createHash} from 'node:crypto'
import {openSqlite} from '../../runtime/open-sqlite.ts'
import {Connection} from '../sqlite/connection.ts'
import {type Bucket, writeBolt} from './bolt/write-bolt.ts'
import {storeBuckets} from './store-buckets.ts'

/** How much goes out at a time. */
const chunkSize = 1 << 20

/** An etcd snapshot file of the store as it is now: a bbolt database and the SHA-256 of it. Writers go on meanwhile. */
export async function* writeSnapshot(connection: Connection): AsyncGenerator<Uint8Array> {
  const reader = readerOf(connection)
  try {
    reader.run('begin')
    const hash = createHash('sha256')
    for (const chunk of chunks(writeBolt(storeBuckets(reader) satisfies Bucket[]))) {
      hash.update(chunk)
      yield chunk
    }
    yield hash.digest()
  } finally {
    reader.close()
  }
}

/** A connection of its own, so that what it reads is of one moment. */
function readerOf({file, db}: Connection): Connection {
  if (file === ':memory:') return new Connection(file, openSqlite(db.serialize()))
  return new Connection(file, openSqlite(file, {readonly: true}))
}

function* chunks(pages: Iterable<Buffer>): Generator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for (const page of pages) {
    waiting.push(page)
    size += page.length
    if (size < chunkSize) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}
