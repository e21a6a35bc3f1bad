import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {patch, patchFlags} from '../cli/patch/patch.ts'

export default class Patch extends KctlCommand<typeof patchFlags> {
  static override summary = 'Update fields of a resource'
  static override description =
    `Update fields of a resource with a strategic merge patch, a JSON merge patch, or a JSON patch.

 JSON and YAML are accepted. Custom resources know no strategic merge patch.`
  static override examples = [
    {
      description: 'Part of a node',
      command: `<%= config.bin %> patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'`,
    },
    {
      description: 'The node that a file names',
      command: `<%= config.bin %> patch -f node.json -p '{"spec":{"unschedulable":true}}'`,
    },
    {
      description: "A container's image; its name is the merge key",
      command: `<%= config.bin %> patch pod valid-pod -p '{"spec":{"containers":[{"name":"web","image":"new image"}]}}'`,
    },
    {
      description: 'With a JSON patch',
      command: `<%= config.bin %> patch pod valid-pod --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'`,
    },
    {
      description: 'Through a subresource',
      command: `<%= config.bin %> patch deployment web --subresource='scale' --type='merge' -p '{"spec":{"replicas":2}}'`,
    },
  ]
  static override usage = 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]'
  static override flagSet = patchFlags

  protected override work(invocation: Invocation<typeof patchFlags>): Promise<void> {
    return patch(invocation)
  }
}
