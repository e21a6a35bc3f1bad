import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {roleBinding} from '../../cli/generators/role-binding.ts'

export default class CreateRolebinding extends GeneratorCommand {
  static override summary = 'Create a role binding for a particular role or cluster role'
  static override description = 'Create a role binding for a particular role or cluster role.'
  static override examples = [
    {
      description: 'Users and a group',
      command:
        '<%= config.bin %> create rolebinding admins --clusterrole=admin --user=user1 --user=user2 --group=group1',
    },
  ]
  static override usage =
    'create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...roleBinding.flags}

  protected override readonly generator = roleBinding
}
