import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {type Arguments, takesEntries, takesNames, takesPods, takesTargets, takesWords} from './arguments.ts'
import {completeCopy} from './complete-copy.ts'
import {type Completion, named, noFiles, noSpace} from './completion-result.ts'
import {containersOf, namesOf, portsOf} from './names.ts'

/** What has been typed, and the arguments before it. */
export interface Typed {
  typed: string
  before: readonly string[]
}

/** Whether something is known of a command's arguments. */
export const hasTargets = (path: string): boolean =>
  path === 'cp' || [takesTargets, takesNames, takesEntries, takesPods, takesWords].some(map => Object.hasOwn(map, path))

/** What may stand where `typed` is, after the arguments before it: types, names, `TYPE/NAME`, and what else commands take. */
export async function completeTargets(
  path: string,
  place: Typed,
  invocation: Invocation<FlagSet>,
): Promise<Completion> {
  const {typed, before} = place
  const matching = (names: readonly string[]) => named(names.filter(name => name.startsWith(typed)))
  if (path === 'cp') return completeCopy(place, invocation)
  if (Object.hasOwn(takesTargets, path)) return targets(takesTargets[path]!, place, invocation)
  if (Object.hasOwn(takesPods, path)) return pods(takesPods[path]!, place, invocation)
  if (before.length > 0) return named([], Object.hasOwn(takesWords, path) ? 0 : noFiles)
  if (Object.hasOwn(takesWords, path)) return matching(takesWords[path]!)
  if (Object.hasOwn(takesNames, path)) return matching(await namesOf(takesNames[path]!, invocation))
  const {rawConfig} = await invocation.connect()
  return matching(rawConfig[takesEntries[path]!].map(({name}) => name))
}

async function targets(
  {types, single = false}: Arguments,
  {typed, before}: Typed,
  invocation: Invocation<FlagSet>,
): Promise<Completion> {
  const [first, ...others] = before
  const matching = (names: readonly string[], taken: readonly string[] = []) =>
    named(names.filter(name => name.startsWith(typed) && !taken.includes(name)))
  if (first !== undefined && !first.includes('/'))
    return others.length > 0 && single ? named([]) : matching(await namesOf(first, invocation), others)
  if (first !== undefined && single) return named([])
  if (typed.includes('/')) return matching(await typedNames(typed, invocation), before)
  const possible = (types ?? (await listedTypes(typed, invocation))).filter(type => type.startsWith(typed))
  return first === undefined
    ? named(possible)
    : named(
        possible.map(type => `${type}/`),
        noFiles | noSpace,
      )
}

const typesWithPods = [
  'daemonsets',
  'deployments',
  'pods',
  'jobs',
  'replicasets',
  'replicationcontrollers',
  'services',
  'statefulsets',
]

/** A pod, or an object with pods behind it; and then what some commands take of it. */
async function pods(
  second: 'nothing' | 'container' | 'port',
  {typed, before}: Typed,
  invocation: Invocation<FlagSet>,
): Promise<Completion> {
  const matching = (names: readonly string[]) => names.filter(name => name.startsWith(typed))
  const [target] = before
  if (target !== undefined) {
    if (before.length > 1 || second === 'nothing') return named([])
    if (second === 'port') return named(await portsOf(target, typed, invocation))
    return named(matching(await containersOf(target, invocation)))
  }
  if (typed.includes('/')) return named(matching(await typedNames(typed, invocation)))
  const names = matching(await namesOf('pods', invocation))
  const types = matching(typesWithPods).map(type => `${type}/`)
  return named([...names, ...types], names.length > 0 ? noFiles : noFiles | noSpace)
}

/** Every type that can be read; after a comma, behind the types that are there. */
async function listedTypes(typed: string, invocation: Invocation<FlagSet>): Promise<string[]> {
  const {discovery} = await invocation.connect()
  const groups = await discovery.groups()
  const resources = groups.flatMap(({versions}) => versions.flatMap(version => version.resources))
  const names = resources
    .filter(({verbs}) => verbs.includes('get'))
    .sort((a, b) => compare(a.group, b.group) || compare(a.resource, b.resource))
    .map(({group, resource}) => (group ? `${resource}.${group}` : resource))
  const prefix = typed.slice(0, typed.lastIndexOf(',') + 1)
  return [...new Set(names)].map(name => prefix + name)
}

/** `ns/default`, for what was typed as `ns/d`; several types may have been named before a comma. */
async function typedNames(typed: string, invocation: Invocation<FlagSet>): Promise<string[]> {
  const type = typed.slice(0, typed.indexOf('/'))
  const names = await namesOf(type.slice(type.lastIndexOf(',') + 1), invocation)
  return names.map(name => `${type}/${name}`)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
