import {usageError} from '../../cli/errors/command-error.ts'
import {string} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import type {ClusterStatus} from '../../cluster/index.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

const flags = {output: string({short: 'o', usage: 'Output format. One of: (json).'})}

export default class ClusterStatusCommand extends KctlCommand<typeof flags> {
  static override summary = 'Show whether the embedded cluster runs, and where'
  static override description =
    'Show the state of the embedded cluster: its process, address, version, nodes, data folder and clock.'
  static override examples = [{description: 'For scripts', command: '<%= config.bin %> cluster status -o json'}]
  static override flagSet = flags

  protected override work(invocation: Invocation<typeof flags>): Promise<void> {
    return status(invocation)
  }
}

export async function status(invocation: Invocation<typeof flags>): Promise<void> {
  onlyByFlag(invocation)
  const {output} = invocation.flags
  if (output !== '' && output !== 'json')
    throw usageError(
      invocation.commandPath,
      `unable to match a printer suitable for the output format "${output}", allowed formats are: json`,
    )
  const {clusterStatus} = await import('../../cluster/index.ts')
  const facts = await clusterStatus(await chosenCluster(invocation))
  invocation.out(output === 'json' ? `${JSON.stringify(facts, undefined, 4)}\n` : plain(facts))
}

function plain({name, state, pid, server, version, nodes, dataFolder, clock}: ClusterStatus): string {
  const rows: [string, string | undefined][] = [
    ['Cluster', name],
    ['State', pid === undefined ? state : `${state} (pid ${pid})`],
    ['Server', server],
    ['Version', version],
    ['Nodes', state === 'Absent' ? undefined : String(nodes)],
    ['Data', dataFolder],
    [
      'Clock',
      clock &&
        `${clock.time}${clock.paused ? ' (paused)' : ''}${clock.offsetSeconds ? `, ${clock.offsetSeconds}s from real time` : ''}`,
    ],
    ['Next due', clock?.nextDue],
  ]
  return rows
    .flatMap(([label, value]) => (value === undefined ? [] : [`${`${label}:`.padEnd(10)} ${value}\n`]))
    .join('')
}
