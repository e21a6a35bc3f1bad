import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {deployment} from '../../cli/generators/deployment.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'

export default class CreateDeployment extends GeneratorCommand {
  static override summary = 'Create a deployment with the specified name'
  static override description = 'Create a deployment with the specified name.'
  static override aliases = ['deploy']
  static override examples = [
    {description: 'A deployment of nginx', command: '<%= config.bin %> create deployment web --image=nginx'},
    {description: 'With a command', command: '<%= config.bin %> create deployment web --image=busybox -- date'},
    {
      description: 'Three pods that serve a port',
      command: '<%= config.bin %> create deployment web --image=nginx --replicas=3 --port=5701',
    },
  ]
  static override usage = 'create deployment NAME --image=image -- [COMMAND] [args...]'
  static override flagSet = {...generatorFlags, ...deployment.flags}

  protected override readonly generator = deployment
}
