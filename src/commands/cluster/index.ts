import {GroupCommand} from '../../cli/group-command.ts'

export default class Cluster extends GroupCommand {
  static override summary = 'Run the embedded cluster as a daemon, and look after it'
  static override description =
    'Start, stop and inspect the embedded clusters. Without a daemon every command runs the cluster for itself.'
  static override usage = 'cluster SUBCOMMAND'
}
