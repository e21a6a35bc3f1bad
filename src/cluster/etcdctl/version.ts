import {etcdctlVersion} from './api-version.ts'
import type {EtcdctlCommand} from './command.ts'

export const version: EtcdctlCommand = {
  name: 'version',
  usage: '',
  summary: 'Prints the version of etcdctl',
  async run({print}) {
    print(`etcdctl version: ${etcdctlVersion.program}\nAPI version: ${etcdctlVersion.api}\n`)
  },
}
