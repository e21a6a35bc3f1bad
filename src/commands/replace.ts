import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {replace, replaceFlags} from '../cli/replace/replace.ts'

export default class Replace extends KctlCommand<typeof replaceFlags> {
  static override summary = 'Replace a resource by file name or stdin'
  static override description = `Replace a resource by file name or stdin.

 JSON and YAML are accepted. The whole object must be given, as "kctl get TYPE NAME -o yaml" prints it.`
  static override examples = [
    {description: 'The pod in pod.json', command: '<%= config.bin %> replace -f ./pod.json'},
    {description: 'What comes through a pipe', command: 'cat pod.json | <%= config.bin %> replace -f -'},
    {
      description: 'Another image',
      command:
        "<%= config.bin %> get pod mypod -o yaml | sed 's/\\(image: myimage\\):.*$/\\1:v4/' | <%= config.bin %> replace -f -",
    },
    {description: 'Delete it and create it anew', command: '<%= config.bin %> replace --force -f ./pod.json'},
  ]
  static override usage = 'replace -f FILENAME'
  static override flagSet = replaceFlags

  protected override work(invocation: Invocation<typeof replaceFlags>): Promise<void> {
    return replace(invocation)
  }
}
