import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setEnv, setEnvFlags} from '../../cli/set/set-env.ts'

export default class SetEnv extends KctlCommand<typeof setEnvFlags> {
  static override summary = 'Update environment variables on a pod template'
  static override description = 'Update environment variables on a pod template.'
  static override examples = [
    {description: 'Set one', command: '<%= config.bin %> set env deployment/registry STORAGE_DIR=/local'},
    {description: 'Show all', command: '<%= config.bin %> set env pods --all --list'},
    {description: 'Remove one', command: '<%= config.bin %> set env deployments --all ENV-'},
  ]
  static override usage = 'set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N'
  static override flagSet = setEnvFlags

  protected override work(invocation: Invocation<typeof setEnvFlags>): Promise<void> {
    return setEnv(invocation)
  }
}
