import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import type {Place} from './complete.ts'
import {type Completion, fileExtensions, named} from './completion-result.ts'
import {containersOf, namesOf} from './names.ts'

const ofKubeconfig = {context: 'contexts', cluster: 'clusters', user: 'users'} as const

/** What may stand as the value of a flag; for most, kubectl leaves it to the shell. */
export async function flagValues(place: Place, invocation: Invocation<FlagSet>): Promise<Completion> {
  const {flag = '', path, typed, ownFlags} = place
  const matching = (names: readonly string[]) => named(names.filter(name => name.startsWith(typed)))
  if (flag === 'filename') return named(['json', 'yaml', 'yml'], fileExtensions)
  if (flag === 'output' && path === 'get') return matching((await import('../get/get-flags.ts')).getFormats)
  if (flag === 'subresource') return named(['status', 'scale', 'resize'])
  if (flag === 'namespace') return matching(await namesOf('namespaces', invocation))
  if (flag === 'container' && path === 'exec') return matching(await containersOf(place.given.args[0], invocation))
  if (flag === 'clusterrole' && path === 'create clusterrolebinding')
    return matching(await namesOf('clusterroles', invocation))
  if (!Object.hasOwn(ofKubeconfig, flag) || Object.hasOwn(ownFlags, flag)) return named([], 0)
  const {rawConfig} = await invocation.connect()
  return matching(rawConfig[ofKubeconfig[flag as keyof typeof ofKubeconfig]].map(({name}) => name))
}
