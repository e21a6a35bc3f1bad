import type {Pod} from '../api/kinds.ts'
import {throwCollected, usageError} from '../cli/errors/command-error.ts'
import type {FlagSet} from '../cli/flags/flag.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {collectTargets} from '../cli/targets/targets.ts'
import {whyText} from '../cli/why/why-text.ts'

export default class Why extends KctlCommand {
  static override summary = 'Tell why a pod is where it is, or nowhere'
  static override description =
    'Ask every scheduler plugin about every node, and tell what each says and what would make the pod fit. Nothing is changed. Works on any cluster.'
  static override examples = [{description: 'A pod that stays pending', command: '<%= config.bin %> why pod/web-0'}]
  static override usage = 'why POD'

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return why(invocation)
  }
}

export async function why(invocation: Invocation<FlagSet>): Promise<void> {
  const [asked, ...more] = invocation.args
  if (asked === undefined || (more.length > 0 && asked.includes('/')))
    throw usageError(invocation.commandPath, 'exactly one POD is required, such as web-0 or pod/web-0')
  const args = asked.includes('/') || more.length > 0 ? invocation.args : ['pods', asked]
  const {targets, errors} = await collectTargets(invocation, {args})
  throwCollected(errors)
  const {explainPlacement} = await import('../cluster/index.ts')
  for (const {object, resource} of targets) {
    if (resource.resource !== 'pods') throw new Error(`only pods are scheduled, not ${resource.resource}`)
    const pod = object as Pod
    invocation.out(whyText(pod, await explainPlacement(await invocation.client(), pod)))
  }
}
