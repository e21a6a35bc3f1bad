import {readdirSync} from '../../client/machine/files.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import type {Typed} from './complete-targets.ts'
import {type Completion, named, noSpace} from './completion-result.ts'
import {namesOf} from './names.ts'

/** The first argument of `cp`: `POD:`, `NAMESPACE/POD:`, or a file here. Nothing is finished yet, so no blank follows. */
export async function completeCopy({typed, before}: Typed, invocation: Invocation<FlagSet>): Promise<Completion> {
  if (before.length > 0 || /^[/.~]/.test(typed) || typed.includes(':')) return named([], noSpace)
  const matching = (names: readonly string[]) => names.filter(name => name.startsWith(typed))
  const slash = typed.indexOf('/')
  if (slash > 0) {
    const namespace = typed.slice(0, slash)
    const pods = await namesOf('pods', invocation, namespace)
    return named(matching(pods.map(pod => `${namespace}/${pod}:`)), noSpace)
  }
  const namespaces = matching(await namesOf('namespaces', invocation)).map(name => `${name}/`)
  const remote = [...namespaces, ...matching(await namesOf('pods', invocation)).map(name => `${name}:`)]
  if (typed === '') return named([...remote, './', '/'], noSpace)
  return named(remote.length > 0 ? [...remote, ...matching(filesHere(invocation.context.cwd))] : [], noSpace)
}

function filesHere(folder: string): string[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
      .map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort()
  } catch {
    return []
  }
}
