import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'
import {clusterIpService} from '../../../cli/generators/service.ts'

export default class CreateServiceClusterip extends GeneratorCommand {
  static override summary = 'Create a ClusterIP service'
  static override description = 'Create a ClusterIP service.'
  static override examples = [
    {description: 'With a port', command: '<%= config.bin %> create service clusterip web --tcp=5678:8080'},
    {description: 'Without an address', command: '<%= config.bin %> create service clusterip web --clusterip=None'},
  ]
  static override usage = 'create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...clusterIpService.flags}

  protected override readonly generator = clusterIpService
}
