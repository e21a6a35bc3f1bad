import {GroupCommand} from '../cli/group-command.ts'

export default class Rollout extends GroupCommand {
  static override summary = 'Manage the rollout of a resource'
  static override description = 'Look at and steer the rollouts of deployments, daemon sets and stateful sets.'
  static override examples = [
    {description: 'Back to the revision before', command: '<%= config.bin %> rollout undo deployment/abc'},
    {description: 'How a rollout goes', command: '<%= config.bin %> rollout status daemonset/foo'},
  ]
  static override usage = 'rollout SUBCOMMAND'
}
