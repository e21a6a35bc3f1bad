import {crc32c} from '../crc32c.ts'
import {protobufMessage} from '../protobuf-fields.ts'
import {clusterIdOf, type Member, memberRecord} from './members.ts'

/** etcd gives a log all of its room at once. */
export const logSize = 64_000_000

const types = {metadata: 1, entry: 2, state: 3, crc: 4, snapshot: 5}
const addMember = protobufMessage([1, 0], [2, 0])

/** The log that a new cluster starts from: each member joins it, and all that is agreed. */
export function writeAheadLog(members: Member[], self: Member): Buffer {
  const commit = members.length
  const records: [type: number, data?: Buffer][] = [
    [types.crc],
    [types.metadata, protobufMessage([1, self.id], [2, clusterIdOf(members)])],
    [types.snapshot, protobufMessage([1, 0], [2, 0])],
    ...members.map((member, index): [number, Buffer] => [types.entry, joinEntry(member, index + 1)]),
    [types.state, protobufMessage([1, 1], [2, members[0]!.id], [3, commit])],
    [types.snapshot, protobufMessage([1, commit], [2, 1], [3, confState(members)])],
  ]
  let crc = 0
  return Buffer.concat(
    records.map(([type, data]) => {
      crc = data ? crc32c(data, crc) : crc
      return framed(data ? protobufMessage([1, type], [2, crc], [3, data]) : protobufMessage([1, type], [2, crc]))
    }),
  )
}

/** Who votes. */
export const confState = (members: Member[]): Buffer =>
  protobufMessage(...members.map(({id}): [number, bigint] => [1, id]), [5, 0])

function joinEntry(member: Member, index: number): Buffer {
  const change = Buffer.concat([addMember, protobufMessage([3, member.id], [4, Buffer.from(memberRecord(member))])])
  return protobufMessage([1, 1], [2, 1], [3, index], [4, change])
}

/** A record behind its length, padded to eight bytes. */
function framed(record: Buffer): Buffer {
  const padding = (8 - (record.length % 8)) % 8
  const length = Buffer.alloc(8)
  length.writeUInt32LE(record.length)
  if (padding > 0) length[7] = 0x80 | padding
  return Buffer.concat([length, record, Buffer.alloc(padding)])
}
