import type {EtcdctlCommand} from './command.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {hexId} from './parse-int.ts'

export const leaseList: EtcdctlCommand = {
  name: 'lease list',
  usage: '',
  summary: 'List all active leases',
  readOnly: true,
  async run({store, show, hex}) {
    const opened = await store()
    const leases = await opened.leases()
    const header = await headerOf(opened)
    show({
      simple: () => [`found ${leases.length} leases`, ...leases.map(hexId)],
      json: () => ({...headerJson(header), leases: leases.map(id => ({id}))}),
      fields: () => [...headerFields(header, hex), ...leases.map(id => `"ID" : ${id}`)],
    })
  },
}
