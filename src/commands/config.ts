import {GroupCommand} from '../cli/group-command.ts'

export default class Config extends GroupCommand {
  static override summary = 'Modify kubeconfig files'
  static override description =
    'Modify kubeconfig files with subcommands such as "kctl config set current-context my-context".\n\n Which files: the one of --kubeconfig; else those of $KUBECONFIG, merged; else $KCTL_HOME/config, which is ~/.kctl/config unless set. What changes is written to the file that has it, and what is new to the first file that is there.'
  static override usage = 'config SUBCOMMAND'
}
