import {clusterFlag} from './cluster-flag.ts'
import type {EtcdctlCommand} from './command.ts'
import {goDuration} from './go-units.ts'
import {tableLines} from './table.ts'

export const endpointHealth: EtcdctlCommand = {
  name: 'endpoint health',
  usage: '',
  summary: 'Checks the healthiness of endpoints specified in `--endpoints` flag',
  readOnly: true,
  flags: [clusterFlag],
  async run({store, show, endpoint}) {
    const start = performance.now()
    await (await store()).range({key: 'health'})
    const took = goDuration(performance.now() - start)
    show({
      simple: () => [`${endpoint} is healthy: successfully committed proposal: took = ${took}`],
      json: () => [{endpoint, health: true, took}],
      fields: () => [`"Endpoint" : "${endpoint}"`, '"Health" : true', `"Took" : ${took}`, '"Error" : ', ''],
      table: () => tableLines(['ENDPOINT', 'HEALTH', 'TOOK', 'ERROR'], [[endpoint, 'true', took, '']]),
    })
  },
}
