import type {EtcdctlCommand} from './command.ts'

export const defrag: EtcdctlCommand = {
  name: 'defrag',
  usage: '',
  summary: 'Defragments the storage of the etcd members with given endpoints',
  flags: [{name: 'cluster', fallback: false, usage: 'use all endpoints from the cluster member list'}],
  async run({store, print, endpoint}) {
    await (await store()).defragment()
    print(`Finished defragmenting etcd member[${endpoint}]\n`)
  },
}
