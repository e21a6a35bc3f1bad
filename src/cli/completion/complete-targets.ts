import type {Connection} from '../../client/connection.ts'
import {type Arguments, takesNames, takesPods, takesTargets} from './arguments.ts'

export interface Completion {
  names: string[]
  /** Whether more has to follow without a blank. */
  open?: boolean
}

/** Whether a command's arguments are objects of a cluster. */
export const hasTargets = (path: string): boolean =>
  Object.hasOwn(takesTargets, path) || Object.hasOwn(takesNames, path)

/** What may stand where `typed` is, after the arguments before it: types, names, or `TYPE/NAME`. */
export async function completeTargets(
  path: string,
  {typed, before}: {typed: string; before: readonly string[]},
  connection: Connection,
): Promise<Completion> {
  if (Object.hasOwn(takesTargets, path)) return targets(takesTargets[path]!, {typed, before}, connection)
  if (before.length > 0) return {names: []}
  if (takesPods.has(path) && typed.includes('/')) return {names: await typedNames(typed, connection)}
  return {names: await namesOf(takesNames[path]!, connection)}
}

async function targets(
  {types, single = false}: Arguments,
  {typed, before}: {typed: string; before: readonly string[]},
  connection: Connection,
): Promise<Completion> {
  const [first, ...others] = before
  const another = first === undefined || !single
  if (first !== undefined && !first.includes('/')) {
    if (others.length > 0 && single) return {names: []}
    return {names: without(await namesOf(first, connection), others)}
  }
  if (!another) return {names: []}
  if (typed.includes('/')) return {names: without(await typedNames(typed, connection), before)}
  const possible = types ?? (await listedTypes(typed, connection))
  return first === undefined ? {names: [...possible]} : {names: possible.map(type => `${type}/`), open: true}
}

/** Every type that can be read; after a comma, behind the types that are there. */
async function listedTypes(typed: string, {discovery}: Connection): Promise<string[]> {
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
async function typedNames(typed: string, connection: Connection): Promise<string[]> {
  const type = typed.slice(0, typed.indexOf('/'))
  const names = await namesOf(type.slice(type.lastIndexOf(',') + 1), connection)
  return names.map(name => `${type}/${name}`)
}

async function namesOf(type: string, {client, discovery, namespace}: Connection): Promise<string[]> {
  const resource = await discovery.resource(type)
  const {items} = await client.list({...resource, ...(resource.namespaced && {namespace})})
  return items.map(({metadata}) => metadata.name ?? '')
}

const without = (names: readonly string[], taken: readonly string[]): string[] =>
  names.filter(name => !taken.includes(name))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
