import {clusterFlag} from './cluster-flag.ts'
import type {EtcdctlCommand} from './command.ts'
import {humanBytes} from './go-units.ts'
import {headerFields, headerFrom, headerJson} from './header.ts'
import {tableLines} from './table.ts'

const titles = [
  'ENDPOINT',
  'ID',
  'VERSION',
  'DB SIZE',
  'IS LEADER',
  'IS LEARNER',
  'RAFT TERM',
  'RAFT INDEX',
  'RAFT APPLIED INDEX',
  'ERRORS',
]

export const endpointStatus: EtcdctlCommand = {
  name: 'endpoint status',
  usage: '',
  summary: 'Prints out the status of endpoints specified in `--endpoints` flag',
  readOnly: true,
  flags: [clusterFlag],
  async run({store, show, hex, endpoint}) {
    const status = await (await store()).status()
    const {version, dbSize, dbSizeInUse, memberId, raftTerm, raftIndex} = status
    const id = memberId.toString(16)
    const numbers = [raftTerm, raftIndex, raftIndex].map(String)
    const row = [endpoint, id, version, humanBytes(dbSize), 'true', 'false', ...numbers, '']
    const header = headerFrom(status)
    show({
      simple: () => [row.join(', ')],
      json: () => [
        {
          Endpoint: endpoint,
          Status: {
            header: headerJson(header),
            version,
            dbSize,
            leader: memberId,
            raftIndex,
            raftTerm,
            raftAppliedIndex: raftIndex,
            dbSizeInUse,
          },
        },
      ],
      fields: () => [
        ...headerFields(header, hex),
        `"Version" : "${version}"`,
        `"DBSize" : ${dbSize}`,
        `"Leader" : ${hex ? id : memberId}`,
        '"IsLearner" : false',
        `"RaftIndex" : ${raftIndex}`,
        `"RaftTerm" : ${raftTerm}`,
        `"RaftAppliedIndex" : ${raftIndex}`,
        '"Errors" : []',
        `"Endpoint" : "${endpoint}"`,
        '',
      ],
      table: () => tableLines(titles, [row]),
    })
  },
}
