import type {Connection} from '../../client/connection.ts'
import {ErrorList, throwCollected} from '../errors/command-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {throwWithoutSchemas} from '../manifests/without-schemas.ts'
import {withNamespace} from './namespace-rules.ts'
import type {Target, Visit} from './target.ts'
import {readTargetWords, resolveTypes, type TargetArgs, type TargetWords} from './target-args.ts'
import type {TargetQuery} from './target-query.ts'
import {visitFiles} from './visit-files.ts'
import {visitNames} from './visit-names.ts'
import {checkSelection, visitSelection} from './visit-selection.ts'

export interface Targets {
  /** One object was asked for by its name, so that its list need not be shown as one. */
  singleItemImplied: boolean
  /** Names on the command line led to the objects. */
  byName?: boolean
  visit(): AsyncGenerator<Visit>
}

/** How targets are found, whatever the way. */
export interface TargetSearch {
  invocation: Invocation<FlagSet>
  query: TargetQuery
  args: TargetArgs
  /** Undefined where the query is local. */
  connection: Connection | undefined
  /** '' across all namespaces. */
  namespace: string
}

const nothingGiven = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

const onlyFiles = `error: you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`

/** Finds what a command line points at, in kubectl's way and with its words for what is wrong with it. */
export async function findTargets(invocation: Invocation<FlagSet>, query: TargetQuery): Promise<Targets> {
  const files = (query.filename?.length ?? 0) > 0 || Boolean(query.kustomize)
  const [word] = query.args ?? []
  if (query.local && word !== undefined) throw new Error(onlyFiles)
  const connection = query.local ? undefined : await invocation.connect()
  const words = await readTargetWords(query, connection, invocation.context.program).catch(error =>
    throwLogged(error, invocation, typeCount(query)),
  )
  const namespace = query.allNamespaces ? '' : (connection?.namespace ?? invocation.flags['namespace'] ?? 'default')
  const search = {invocation, query, connection, namespace}
  // Types are not looked up where files say what is meant.
  const {found, args} = files
    ? {found: await visitFiles(search, words), args: noArgs}
    : await choose(search, words).catch(error => throwLogged(error, invocation, typeCount(query)))
  return {...found, visit: () => decorated(found, {...search, args})}
}

/** kubectl asks a server that does not answer four times, and once more for each type that might be a category. */
async function throwLogged(error: unknown, invocation: Invocation<FlagSet>, types: number): Promise<never> {
  const {logRefusals} = await import('../errors/log-refusals.ts')
  logRefusals(error, invocation, 4 + types)
  throw error
}

function typeCount({types, args = []}: TargetQuery): number {
  const named = args[0]?.split(',') ?? []
  // Several types with names are pairs of both, and pairs are no categories.
  return types || args[0]?.includes('/') || (named.length > 1 && args.length > 1) ? 0 : named.length
}

const noArgs: TargetArgs = {tuples: [], resources: [], names: [], selector: undefined}

/** What a visit came by: `visitErrors` are the errors with what cannot be read in files as one. */
export interface Collected {
  targets: Target[]
  errors: unknown[]
  visitErrors: unknown[]
  singleItemImplied: boolean
  byName: boolean
}

/** Every target, and every error on the way to one. */
export const collectTargets = async (invocation: Invocation<FlagSet>, query: TargetQuery): Promise<Collected> =>
  collectFound(await findTargets(invocation, query))

/** The same for targets that have been found. */
export async function collectFound(found: Targets): Promise<Collected> {
  const targets: Target[] = []
  const errors: unknown[] = []
  for await (const {target, error} of found.visit())
    if (target) targets.push(target)
    else errors.push(error)
  const {singleItemImplied, byName = false} = found
  return {targets, errors: flat(errors), visitErrors: errors, singleItemImplied, byName}
}

/** Does something to every target; goes on after errors, and throws all of them in the end. Answers how many there were. */
export async function forEachTarget(
  invocation: Invocation<FlagSet>,
  query: TargetQuery,
  work: (target: Target) => Promise<void> | void,
): Promise<number> {
  return visitTargets(await findTargets(invocation, query), work, query)
}

/** The same for targets that have been found. */
export async function visitTargets(
  found: Targets,
  work: (target: Target) => Promise<void> | void,
  query: Pick<TargetQuery, 'failFast' | 'validate'> = {},
): Promise<number> {
  const errors: unknown[] = []
  let count = 0
  for await (const {target, error} of found.visit()) {
    if (!target) {
      errors.push(error)
      continue
    }
    count++
    try {
      await work(target)
    } catch (failure) {
      if (query.failFast) throw failure
      if (query.validate && count === 1) throwWithoutSchemas(failure, target)
      errors.push(failure)
    }
  }
  throwCollected(errors)
  return count
}

async function choose(
  search: Omit<TargetSearch, 'args'>,
  words: TargetWords,
): Promise<{found: Targets; args: TargetArgs}> {
  const {query, connection} = search
  if (query.local) throw new Error(nothingGiven)
  const selects = words.selector !== undefined || Boolean(query.fieldSelector)
  if (selects) checkSelection(words, query)
  const args = await resolveTypes(words, query, connection)
  if (!selects && query.types && args.names.length + args.tuples.length === 0) throw new Error(nothingGiven)
  if (selects) return {found: visitSelection({...search, args}), args}
  if (args.tuples.length > 0 || args.names.length > 0) return {found: await visitNames({...search, args}), args}
  if (args.resources.length > 0) throw new Error('resource(s) were provided, but no name was specified')
  throw new Error(nothingGiven)
}

async function* decorated({visit}: Targets, search: TargetSearch): AsyncGenerator<Visit> {
  for await (const {target, error} of visit()) {
    if (!target) {
      if (search.query.failFast) throw error
      yield {error}
      continue
    }
    try {
      yield {target: search.query.asWritten ? target : withNamespace(target, search)}
    } catch (failure) {
      if (search.query.failFast) throw failure
      yield {error: failure}
    }
  }
}

const flat = (errors: unknown[]): unknown[] =>
  errors.flatMap(error => (error instanceof ErrorList ? flat([...error.errors]) : [error]))
