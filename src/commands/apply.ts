import {apply} from '../cli/apply/apply.ts'
import {applyFlags} from '../cli/apply/apply-flags.ts'
import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

/** Without what is alpha. */
const settledFlags: FlagSet = Object.fromEntries(Object.entries(applyFlags).filter(([name]) => name !== 'applyset'))

export default class Apply extends KctlCommand<typeof applyFlags> {
  static override summary = 'Apply a configuration to a resource by file name or stdin'
  static override description =
    `Apply a configuration to a resource by file name or stdin. What does not exist yet is created; what does is changed to what the file says, and what others have set stays. Create what you mean to apply later with 'apply' or 'create --save-config'.

 JSON and YAML are accepted.

 Pruning is alpha: know what is there before using it.`
  static override examples = [
    {description: 'What pod.json describes', command: '<%= config.bin %> apply -f ./pod.json'},
    {description: 'A kustomization', command: '<%= config.bin %> apply -k dir/'},
    {description: 'What comes through a pipe', command: 'cat pod.json | <%= config.bin %> apply -f -'},
    {description: "Every file that ends with '.json'", command: "<%= config.bin %> apply -f '*.json'"},
    {
      description: 'And delete what has the label and is not in the file',
      command: '<%= config.bin %> apply --prune -f manifest.yaml -l app=nginx',
    },
    {
      description: 'And delete every other config map',
      command: '<%= config.bin %> apply --prune -f manifest.yaml --all --prune-allowlist=core/v1/ConfigMap',
    },
  ]
  static override usage = 'apply (-f FILENAME | -k DIRECTORY)'
  static override flagSet = process.env['KUBECTL_APPLYSET'] === 'true' ? applyFlags : settledFlags

  protected override work(invocation: Invocation<typeof applyFlags>): Promise<void> {
    return apply(invocation)
  }
}
