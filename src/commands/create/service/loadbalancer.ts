import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {loadBalancerService} from '../../../cli/generators/service.ts'

export default class CreateServiceLoadbalancer extends GeneratorCommand {
  static override summary = 'Create a LoadBalancer service'
  static override description = 'Create a LoadBalancer service.'
  static override examples = [
    {description: 'With a port', command: '<%= config.bin %> create service loadbalancer web --tcp=5678:8080'},
  ]
  static override usage = 'create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...loadBalancerService.flags}

  protected override readonly generator = loadBalancerService
}
