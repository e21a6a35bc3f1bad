import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setResources, setResourcesFlags} from '../../cli/set/set-resources.ts'

export default class SetResources extends KctlCommand<typeof setResourcesFlags> {
  static override summary = 'Update resource requests/limits on objects with pod templates'
  static override description = 'Update resource requests/limits on objects with pod templates.'
  static override examples = [
    {
      description: 'Limits',
      command: '<%= config.bin %> set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi',
    },
  ]
  static override usage = 'set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]'
  static override flagSet = setResourcesFlags

  protected override work(invocation: Invocation<typeof setResourcesFlags>): Promise<void> {
    return setResources(invocation)
  }
}
