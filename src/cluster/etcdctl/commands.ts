import {alarmDisarm, alarmList} from './alarm.ts'
import type {EtcdctlCommand} from './command.ts'
import {compaction} from './compaction.ts'
import {defrag} from './defrag.ts'
import {del} from './del.ts'
import {endpointHashkv} from './endpoint-hashkv.ts'
import {endpointHealth} from './endpoint-health.ts'
import {endpointStatus} from './endpoint-status.ts'
import {get} from './get.ts'
import {leaseGrant} from './lease-grant.ts'
import {leaseKeepAlive} from './lease-keep-alive.ts'
import {leaseList} from './lease-list.ts'
import {leaseRevoke} from './lease-revoke.ts'
import {leaseTimetolive} from './lease-timetolive.ts'
import {memberList} from './member-list.ts'
import {put} from './put.ts'
import {snapshotRestore} from './snapshot-restore.ts'
import {snapshotSave} from './snapshot-save.ts'
import {snapshotStatus} from './snapshot-status.ts'
import {txn} from './txn.ts'
import {version} from './version.ts'
import {watch} from './watch.ts'

export const commands: EtcdctlCommand[] = [
  alarmDisarm,
  alarmList,
  compaction,
  defrag,
  del,
  endpointHashkv,
  endpointHealth,
  endpointStatus,
  get,
  leaseGrant,
  leaseKeepAlive,
  leaseList,
  leaseRevoke,
  leaseTimetolive,
  memberList,
  put,
  snapshotRestore,
  snapshotSave,
  snapshotStatus,
  txn,
  version,
  watch,
]

export const aliases: Record<string, string> = {compact: 'compaction'}

export const groups = [
  {name: 'alarm', summary: 'Alarm related commands'},
  {
    name: 'endpoint',
    summary: 'Endpoint related commands',
    flags: [{name: 'cluster', fallback: false, usage: 'use all endpoints from the cluster member list'}],
  },
  {name: 'lease', summary: 'Lease related commands'},
  {name: 'member', summary: 'Membership related commands'},
  {name: 'snapshot', summary: 'Manages etcd node snapshots'},
]
