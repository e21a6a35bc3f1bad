import {apiResources, apiResourcesFlags} from '../cli/discovery/api-resources.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class ApiResources extends KctlCommand<typeof apiResourcesFlags> {
  static override summary = 'Print the supported API resources on the server'
  static override description = 'Print the resources that the server supports.'
  static override examples = [
    {description: 'Every resource', command: '<%= config.bin %> api-resources'},
    {description: 'With more about each', command: '<%= config.bin %> api-resources -o wide'},
    {description: 'Sorted by kind', command: '<%= config.bin %> api-resources --sort-by=kind'},
    {description: 'Those that have namespaces', command: '<%= config.bin %> api-resources --namespaced=true'},
    {description: 'Those that have none', command: '<%= config.bin %> api-resources --namespaced=false'},
    {
      description: 'Those of one group',
      command: '<%= config.bin %> api-resources --api-group=rbac.authorization.k8s.io',
    },
  ]
  static override usage = 'api-resources'
  static override flagsInUsage = true
  static override flagSet = apiResourcesFlags
  static override discoveryAttempts = 1

  protected override work(invocation: Invocation<typeof apiResourcesFlags>): Promise<void> {
    return apiResources(invocation)
  }
}
