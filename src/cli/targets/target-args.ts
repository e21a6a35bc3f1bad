import type {Connection} from '../../client/connection.ts'
import type {ServedResource} from '../../client/discovery.ts'
import type {TargetQuery} from './target-query.ts'

export interface TargetArgs {
  /** `pods/web`, each with its type resolved. */
  tuples: {resource: ServedResource; name: string}[]
  resources: ServedResource[]
  names: string[]
  /** Undefined where none was given and none is implied. */
  selector: string | undefined
}

/** The same before anything is looked up. */
export interface TargetWords {
  pairs: {type: string; name: string}[]
  types: string[]
  names: string[]
  selector: string | undefined
}

/** Reads types and names as kubectl does; categories are replaced by their members. */
export async function readTargetWords(
  query: TargetQuery,
  connection: Connection | undefined,
  program: string,
): Promise<TargetWords> {
  const selector = query.all ? '' : query.selector || undefined
  const words = multiplied(query.args ?? [])
  if (query.all && (query.selector || query.fieldSelector))
    throw new Error("setting 'all' parameter but found a non empty selector. ")
  if (hasSlashes(words, program)) return {pairs: words.map(splitPair), types: [], names: [], selector}
  if (query.types && words.length > 0)
    return {pairs: words.flatMap(name => query.types!.map(type => ({type, name}))), types: [], names: [], selector}
  const types = query.types ? [...query.types] : words[0] === undefined ? [] : await typesOf(words[0], connection)
  const implied = query.typeAloneMeansAll && words.length === 1 ? '' : undefined
  return {pairs: [], types, names: words.slice(1), selector: selector ?? implied}
}

/** Looks the types up, and refuses those that no server knows. */
export async function resolveTypes(
  {pairs, types, names, selector}: TargetWords,
  {singleType}: TargetQuery,
  connection: Connection | undefined,
): Promise<TargetArgs> {
  if (singleType && (types.length > 1 || new Set(pairs.map(({type}) => type)).size > 1))
    throw new Error('you may only specify a single resource type')
  const tuples = await Promise.all(
    pairs.map(async ({type, name}) => ({resource: await resourceOf(type, connection), name})),
  )
  const resources = connection ? await inOrder(types, type => resourceOf(type, connection)) : []
  return {tuples, resources, names, selector}
}

/** The resource of a type as a user names it; throws in kubectl's words. */
async function resourceOf(type: string, connection: Connection | undefined): Promise<ServedResource> {
  const found = await connection?.discovery.type(type)
  if (found) return found
  throw new Error(`the server doesn't have a resource type ${JSON.stringify(type.split('.')[0])}`)
}

/** `pods,svc a b` is `pods/a pods/b svc/a svc/b`. */
function multiplied(args: readonly string[]): string[] {
  const types = commaList(args[0] ?? '')
  if (args.length < 2 || types.length < 2) return [...args]
  return types.flatMap(type => args.slice(1).map(name => `${type}/${name}`))
}

function hasSlashes(words: readonly string[], program: string): boolean {
  const count = words.filter(word => word.includes('/')).length
  if (count === 0) return false
  if (count === words.length) return true
  throw new Error(
    `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. '${program} get resource/<resource_name>' instead of '${program} get resource resource/<resource_name>'`,
  )
}

function splitPair(word: string): {type: string; name: string} {
  const parts = word.split('/')
  if (parts.length > 2) throw new Error('arguments in resource/name form may not have more than one slash')
  const [type = '', name = ''] = parts
  if (!type || !name || commaList(type).length !== 1)
    throw new Error('arguments in resource/name form must have a single resource and name')
  return {type, name}
}

/** The comma-separated types, with categories such as `all` replaced by what belongs to them. */
async function typesOf(word: string, connection: Connection | undefined): Promise<string[]> {
  const types = await inOrder(commaList(word), async type => {
    const members = connection && isPlain(type) ? await connection.discovery.category(type) : []
    if (members.length === 0) return [type]
    return members.map(({resource, group}) => (group ? `${resource}.${group}` : resource))
  })
  return types.flat()
}

const isPlain = (type: string): boolean => /^[a-z-]+$/.test(type)

/** Without repetitions. */
const commaList = (word: string): string[] => [...new Set(word.split(','))]

async function inOrder<From, To>(items: readonly From[], work: (item: From) => Promise<To>): Promise<To[]> {
  const results: To[] = []
  for (const item of items) results.push(await work(item))
  return results
}
