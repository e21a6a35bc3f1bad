import type {EtcdctlCommand} from './command.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {tableLines} from './table.ts'

const name = 'default'
const peerUrl = 'http://localhost:2380'

export const memberList: EtcdctlCommand = {
  name: 'member list',
  usage: '',
  summary: 'Lists all members in the cluster',
  readOnly: true,
  async run({store, show, hex, endpoint}) {
    const header = await headerOf(await store(), 0)
    const {memberId} = header
    const clientUrl = /^https?:/.test(endpoint) ? endpoint : `http://${endpoint}`
    const id = memberId.toString(16)
    const row = [id, 'started', name, peerUrl, clientUrl, 'false']
    show({
      simple: () => [row.join(', ')],
      json: () => ({
        header: {...headerJson(header), ...(hex && {cluster_id: header.clusterId.toString(16), member_id: id})},
        members: [{ID: hex ? id : memberId, name, peerURLs: [peerUrl], clientURLs: [clientUrl]}],
      }),
      fields: () => [
        ...headerFields(header, hex),
        `"ID" : ${hex ? id : memberId}`,
        `"Name" : "${name}"`,
        `"PeerURL" : "${peerUrl}"`,
        `"ClientURL" : "${clientUrl}"`,
        '"IsLearner" : false',
        '',
      ],
      table: () => tableLines(['ID', 'STATUS', 'NAME', 'PEER ADDRS', 'CLIENT ADDRS', 'IS LEARNER'], [row]),
    })
  },
}
