import {diff} from '../cli/diff/diff.ts'
import {diffFlags} from '../cli/diff/diff-flags.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Diff extends KctlCommand<typeof diffFlags> {
  static override summary = 'Diff the live version against a would-be applied version'
  static override description =
    `Show the difference between objects as they are and as they would be after an apply. The output is YAML.

 KUBECTL_EXTERNAL_DIFF names another program than diff, and options of letters, digits and dashes for it:

     KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

 Exit status: 0 without differences, 1 with some, more if something failed. The program must keep to the same.`
  static override examples = [
    {description: 'What pod.json would change', command: '<%= config.bin %> diff -f pod.json'},
    {description: 'What comes through a pipe', command: 'cat service.yaml | <%= config.bin %> diff -f -'},
  ]
  static override usage = 'diff -f FILENAME'
  static override flagSet = diffFlags
  static override failureCode = 2

  protected override work(invocation: Invocation<typeof diffFlags>): Promise<void> {
    return diff(invocation)
  }
}
