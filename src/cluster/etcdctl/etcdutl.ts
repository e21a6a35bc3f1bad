import {etcdctlVersion} from './api-version.ts'
import type {EtcdctlCommand} from './command.ts'
import {type EtcdctlContext, runEtcdctl} from './run.ts'
import {snapshotRestore} from './snapshot-restore.ts'
import {snapshotStatus} from './snapshot-status.ts'

const version: EtcdctlCommand = {
  name: 'version',
  usage: '',
  summary: 'Prints the version of etcdutl',
  async run({print}) {
    print(`etcdutl version: ${etcdctlVersion.program}\nAPI version: ${etcdctlVersion.api}\n`)
  },
}

const commands = [snapshotRestore, snapshotStatus, version]

/** Runs an etcdutl command line: what is done to snapshots and data directories without a server. */
export const runEtcdutl = (argv: string[], context: EtcdctlContext): Promise<number> =>
  runEtcdctl(argv, {...context, program: {name: 'etcdutl', commands}})
