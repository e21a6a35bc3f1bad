import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'

const framing = fc.constantFrom(
  'Content-Length: -1',
  'Content-Length: 1e3',
  'Content-Length: 99999999999999999999',
  'Content-Length: 2\r\nContent-Length: 3',
  'Transfer-Encoding: chunked\r\nContent-Length: 4',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: chunked, chunked',
  'Transfer-Encoding: xchunked',
  'Host: a\r\nHost: b',
  'Bad Header: x',
  ': empty',
  'NoColon',
  ' folded: x',
  'A: b\r\n c',
  'X: \x01',
)
const start = fc.constantFrom(
  'GET /api HTTP/1.1',
  'GET  /api  HTTP/1.1',
  'GET /api HTTP/9.9',
  'GET /api',
  'G@T /api HTTP/1.1',
  'GET api HTTP/1.1',
  'GET http://elsewhere/api HTTP/1.1',
  'GET * HTTP/1.1',
  'CONNECT a:1 HTTP/1.1',
  'PRI * HTTP/2.0',
  '',
)
const tail = fc.oneof(
  fc.constantFrom(
    '',
    '0\r\n\r\n',
    'ffffffffffffffff\r\n',
    '-1\r\nx\r\n',
    '4;ext=1\r\n{}\r\n\r\n0\r\n\r\n',
    'GET /second HTTP/1.1\r\n\r\n',
  ),
  fc.uint8Array({maxLength: 40}).map(bytes => Buffer.from(bytes).toString('latin1')),
)

/** What is hardly HTTP any more. The other end closes for writing, so whoever waits for more learns that none comes. */
export const brokenWire: fc.Arbitrary<HostileRequest> = fc
  .oneof(
    fc
      .tuple(start, framing, tail)
      .map(([line, header, rest]) => `${line}\r\nHost: a\r\nConnection: close\r\n${header}\r\n\r\n${rest}`),
    fc
      .integer({min: 1, max: 3000})
      .map(count => `GET /api HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${'A: b\r\n'.repeat(count)}\r\n`),
    fc
      .integer({min: 1000, max: 200_000})
      .map(length => `GET /${'a'.repeat(length)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
    fc.uint8Array({minLength: 1, maxLength: 80}).map(bytes => `${Buffer.from(bytes).toString('latin1')}\r\n\r\n`),
  )
  .map(text => ({about: 'wire', method: '', target: '', headers: [], raw: Buffer.from(text, 'latin1')}))
