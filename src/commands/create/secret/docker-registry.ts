import {generatorFlags} from '../../../cli/generators/create-generated.ts'
import {dockerRegistrySecret} from '../../../cli/generators/docker-registry-secret.ts'
import {GeneratorCommand} from '../../../cli/generators/generator-command.ts'

export default class CreateSecretDockerRegistry extends GeneratorCommand {
  static override summary = 'Create a secret for use with a Docker registry'
  static override description = 'Create a secret for use with a Docker registry.'
  static override examples = [
    {
      description: 'Credentials of a registry',
      command:
        '<%= config.bin %> create secret docker-registry hub --docker-server=registry.example.com --docker-username=me --docker-password=changeme',
    },
  ]
  static override usage =
    'create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...dockerRegistrySecret.flags}

  protected override readonly generator = dockerRegistrySecret
}
