import {crc32c} from '../crc32c.ts'
import {protobufMessage} from '../protobuf-fields.ts'
import type {Member} from './members.ts'
import {confState} from './write-ahead-log.ts'

/** How many events etcd's version 2 store remembers. */
const historyCapacity = 1_000
const counters = [
  ...[
    'getsSuccess',
    'getsFail',
    'setsSuccess',
    'setsFail',
    'deleteSuccess',
    'deleteFail',
    'updateSuccess',
    'updateFail',
  ],
  ...['createSuccess', 'createFail', 'compareAndSwapSuccess', 'compareAndSwapFail', 'compareAndDeleteSuccess'],
  ...['compareAndDeleteFail', 'expireCount', 'watchers'],
]

/** The raft snapshot file of a new cluster: its members, in the shape of etcd's version 2 store. */
export function raftSnapshot(members: Member[]): Buffer {
  const commit = members.length
  const metadata = protobufMessage([1, confState(members)], [2, commit], [3, 1])
  const snapshot = protobufMessage([1, Buffer.from(JSON.stringify(membershipStore(members)))], [2, metadata])
  return protobufMessage([1, crc32c(snapshot)], [2, snapshot])
}

function membershipStore(members: Member[]) {
  const entries = members.map(({id, peerUrls}, index) => {
    const path = `/0/members/${id.toString(16)}`
    const value = JSON.stringify({peerURLs: peerUrls})
    const attributes = node(`${path}/raftAttributes`, index + 1, {value, children: null})
    return [id.toString(16), node(path, index + 1, {children: {raftAttributes: attributes}})] as const
  })
  const first = node('/0/members', 1, {children: Object.fromEntries(entries)})
  const tree = {'0': node('/0', 0, {children: {members: first}}), '1': node('/1', 0, {children: {}})}
  const queue = {Events: Array(historyCapacity).fill(null), Size: 0, Front: 0, Back: 0, Capacity: historyCapacity}
  return {
    Root: node('/', 0, {children: tree}),
    WatcherHub: {EventHistory: {Queue: queue, StartIndex: 0, LastIndex: 0}},
    CurrentIndex: members.length,
    Stats: Object.fromEntries(counters.map(name => [name, 0])),
    CurrentVersion: 2,
  }
}

const node = (path: string, index: number, {value = '', children}: {value?: string; children: object | null}) => ({
  Path: path,
  CreatedIndex: index,
  ModifiedIndex: index,
  ExpireTime: '0001-01-01T00:00:00Z',
  Value: value,
  Children: children,
})
