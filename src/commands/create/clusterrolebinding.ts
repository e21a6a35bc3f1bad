import {clusterRoleBinding} from '../../cli/generators/cluster-role-binding.ts'
import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'

export default class CreateClusterrolebinding extends GeneratorCommand {
  static override summary = 'Create a cluster role binding for a particular cluster role'
  static override description = 'Create a cluster role binding for a particular cluster role.'
  static override examples = [
    {
      description: 'Users and a group',
      command:
        '<%= config.bin %> create clusterrolebinding admins --clusterrole=cluster-admin --user=user1 --group=group1',
    },
  ]
  static override usage =
    'create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]'
  static override flagSet = {...generatorFlags, ...clusterRoleBinding.flags}

  protected override readonly generator = clusterRoleBinding
}
