import {createReadStream, existsSync} from 'node:fs'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

export default class ClusterLogs extends KctlCommand {
  static override summary = "Print the daemon's log"
  static override description = 'Print what the components of the embedded cluster logged while its daemon ran.'
  static override examples = [{description: 'The log', command: '<%= config.bin %> cluster logs'}]

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return logs(invocation)
  }
}

export async function logs(invocation: Invocation<FlagSet>): Promise<void> {
  onlyByFlag(invocation)
  const home = await chosenCluster(invocation)
  if (!existsSync(home.log)) throw new Error(`cluster "${home.name}" has no log: its daemon has not run yet`)
  for await (const chunk of createReadStream(home.log)) invocation.context.stdout.write(chunk)
}
