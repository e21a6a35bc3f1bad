import {parseDuration} from '../../api/duration.ts'
import {usageError} from '../../cli/errors/command-error.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {chosenCluster} from '../cluster/chosen-cluster.ts'
import {clockLine} from './clock-line.ts'

export default class ClockAdvance extends KctlCommand {
  static override summary = 'Move the clock forward through everything that is due'
  static override description =
    'Lead the cluster through a span of time at once: whatever falls due in it happens, in order, at its time.'
  static override examples = [{description: 'A day later', command: '<%= config.bin %> clock advance 24h'}]
  static override usage = 'clock advance DURATION'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return advance(invocation)
  }
}

export async function advance(invocation: Invocation<FlagSet>): Promise<void> {
  const [span, ...more] = invocation.args
  if (span === undefined || more.length > 0)
    throw usageError(invocation.commandPath, 'exactly one DURATION is required, such as 90s, 10m or 24h')
  const milliseconds = parseDuration(span)
  if (milliseconds < 0) throw new Error('time does not go back: DURATION must not be negative')
  const {clusterClock} = await import('../../cluster/index.ts')
  invocation.out(clockLine(await clusterClock(await chosenCluster(invocation), {advance: milliseconds})))
}
