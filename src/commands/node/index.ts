import {GroupCommand} from '../../cli/group-command.ts'

export default class Node extends GroupCommand {
  static override summary = "Stop and start the kubelets of the embedded cluster's nodes"
  static override description =
    'See what a cluster does about a node that falls silent: stop its kubelet, and start it again.'
  static override usage = 'node SUBCOMMAND'
}
