import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {ingress} from '../../cli/generators/ingress.ts'

export default class CreateIngress extends GeneratorCommand {
  static override summary = 'Create an ingress with the specified name'
  static override description = 'Create an ingress with the specified name.'
  static override aliases = ['ing']
  static override examples = [
    {
      description: 'One host',
      command: '<%= config.bin %> create ingress web --rule="foo.com/bar=svc1:8080,tls=my-cert"',
    },
    {
      description: 'Everything to one service',
      command: '<%= config.bin %> create ingress web --class=default --default-backend=svc:http',
    },
  ]
  static override usage = 'create ingress NAME --rule=host/path=service:port[,tls[=secret]] '
  static override flagSet = {...generatorFlags, ...ingress.flags}

  protected override readonly generator = ingress
}
