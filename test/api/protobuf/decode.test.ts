import assert from 'node:assert/strict'
import {decodeProtobuf} from '../../../src/api/protobuf/decode.ts'

/** A length-delimited field. */
const field = (number: number, ...parts: (string | Uint8Array)[]): Buffer => {
  const content = Buffer.concat(parts.map(part => Buffer.from(part as string)))
  return Buffer.concat([Buffer.of((number << 3) | 2, content.length), content])
}
const varint = (number: number, value: number): Buffer => Buffer.of(number << 3, value)
const object = (apiVersion: string, kind: string, ...raw: Uint8Array[]): Buffer =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, field(1, apiVersion), field(2, kind)),
    field(2, ...raw),
    field(3, ''),
    field(4, ''),
  ])

describe('Kubernetes protobuf', () => {
  it('reads maps, times and quantities, and leaves out what JSON would', () => {
    const created = field(8, Buffer.of(0x08, 0x80, 0xd4, 0xf6, 0xca, 0x06))
    const metadata = field(1, field(1, 'a'), field(3, ''), created, field(11, field(1, 'k'), field(2, 'v')))

    const decoded = decodeProtobuf(
      object('v1', 'ResourceQuota', metadata, field(2, field(1, field(1, 'pods'), field(2, field(1, '3'))))),
    )

    assert.deepEqual(decoded, {
      kind: 'ResourceQuota',
      apiVersion: 'v1',
      metadata: {name: 'a', creationTimestamp: '2026-01-07T00:34:08Z', labels: {k: 'v'}},
      spec: {hard: {pods: '3'}},
    })
  })

  it('keeps pointers to zero and puts embedded structs where JSON has them', () => {
    const volume = field(1, field(1, 'v'), field(2, field(2, field(1, ''))))
    const container = field(2, field(1, 'c'), field(2, 'nginx'))

    const decoded = decodeProtobuf(
      object('v1', 'Pod', field(1, field(1, 'p')), field(2, volume, container, varint(4, 0), varint(11, 0))),
    )

    assert.deepEqual(decoded['spec'], {
      volumes: [{name: 'v', emptyDir: {}}],
      containers: [{name: 'c', image: 'nginx'}],
      terminationGracePeriodSeconds: 0,
    })
  })

  it('refuses what is something else', () => {
    assert.throws(() => decodeProtobuf(Buffer.from('{}')), RangeError)
    assert.throws(() => decodeProtobuf(object('v1', 'Nothing')), RangeError)
    assert.throws(() => decodeProtobuf(object('v1', 'Pod', Buffer.of(0x0a, 0x7f))), RangeError)
  })
})
