import {groupResourceName} from '../../api/object.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import type {Target} from '../targets/target.ts'

/** Shows what would go and asks; anything but y means no. */
export async function confirmDeletion(invocation: Invocation<FlagSet>, targets: readonly Target[]): Promise<boolean> {
  if (targets.length === 0) {
    invocation.out('No resources found\n')
    return false
  }
  const names = targets.map(
    ({resource, name}) =>
      `${groupResourceName({group: resource.group, resource: resource.kind.toLowerCase()})}/${name}\n`,
  )
  invocation.out(`You are about to delete the following ${targets.length} resource(s):\n${names.join('')}`)
  invocation.out('Do you want to continue? (y/N): ')
  const agreed = (await firstWord(invocation)).toLowerCase() === 'y'
  if (!agreed) invocation.out('deletion is cancelled\n')
  return agreed
}

async function firstWord({context}: Invocation<FlagSet>): Promise<string> {
  let text = ''
  for await (const chunk of context.stdin) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0]?.trim() ?? ''
}
