import {clusterFlag} from './cluster-flag.ts'
import type {EtcdctlCommand} from './command.ts'
import {headerFields, headerJson, headerOf} from './header.ts'
import {tableLines} from './table.ts'

export const endpointHashkv: EtcdctlCommand = {
  name: 'endpoint hashkv',
  usage: '',
  summary: 'Prints the KV history hash for each endpoint in --endpoints',
  readOnly: true,
  flags: [clusterFlag, {name: 'rev', fallback: 0, usage: 'maximum revision to hash (default: all revisions)'}],
  async run({flag, store, show, warn, hex, endpoint}) {
    const opened = await store()
    const {hash, compactRevision} = await opened.hash(flag.number('rev')).catch((error: Error) => {
      warn(`Failed to get the hash of endpoint ${endpoint} (${error.message})\n`)
      throw error
    })
    const header = await headerOf(opened)
    show({
      simple: () => [`${endpoint}, ${hash}`],
      json: () => [{Endpoint: endpoint, HashKV: {header: headerJson(header), hash, compact_revision: compactRevision}}],
      fields: () => [...headerFields(header, hex), `"Endpoint" : "${endpoint}"`, `"Hash" : ${hash}`, ''],
      table: () => tableLines(['ENDPOINT', 'HASH'], [[endpoint, `${hash}`]]),
    })
  },
}
