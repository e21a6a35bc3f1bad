import {GroupCommand} from '../cli/group-command.ts'

export default class Top extends GroupCommand {
  static override summary = 'Display resource (CPU/memory) usage'
  static override description =
    'Show how much CPU and memory nodes and pods use. A metrics server must be at work in the cluster.'
  static override usage = 'top [flags]'
}
