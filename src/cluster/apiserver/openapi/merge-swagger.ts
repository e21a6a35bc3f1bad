import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {JsonObject} from '../../../api/object.ts'

type Named = Record<string, JsonObject>

const gvk = 'x-kubernetes-group-version-kind'
const sections = ['definitions', 'parameters'] as const

/**
 * One Swagger document with what another server's has under `prefix` (`/apis/group/version/`), as kube-aggregator merges them: paths that are there
 * stay as they are; what the other server calls by a name that means something else here gets another name.
 */
export function mergeSwagger(own: JsonObject, other: JsonObject, prefix: string): JsonObject {
  const paths = Object.fromEntries(
    Object.entries(named(other, 'paths')).filter(([path]) => path.startsWith(prefix) && !(path in named(own, 'paths'))),
  )
  if (Object.keys(paths).length === 0) return own
  const used = reached(paths, other)
  const renames = new Map<string, string>()
  for (const section of sections)
    for (const name of used[section]) {
      const to = newName(name, {own: named(own, section), other: named(other, section)}, section)
      if (to !== name) renames.set(`#/${section}/${name}`, `#/${section}/${to}`)
    }
  const placed = <T>(value: T): T => (renames.size > 0 ? (renamed(value, renames) as T) : value)
  const merged: JsonObject = {...own, paths: sorted({...named(own, 'paths'), ...placed(paths)})}
  for (const section of sections) {
    const all = {...named(own, section)}
    for (const name of used[section]) {
      const value = named(other, section)[name]!
      const to = (renames.get(`#/${section}/${name}`) ?? `#/${section}/${name}`).slice(section.length + 3)
      all[to] = all[to] ? withKindsOf(all[to], value) : placed(value)
    }
    merged[section] = sorted(all)
  }
  return merged
}

const named = (document: JsonObject, section: string): Named => (document[section] ?? {}) as Named

/** What paths refer to, directly and through other definitions. */
function reached(paths: unknown, document: JsonObject): Record<(typeof sections)[number], Set<string>> {
  const found = {definitions: new Set<string>(), parameters: new Set<string>()}
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (value && typeof value === 'object') for (const [key, item] of Object.entries(value)) follow(key, item)
  }
  const follow = (key: string, value: unknown): void => {
    const [, section, name] = (key === '$ref' && /^#\/(definitions|parameters)\/(.*)$/.exec(String(value))) || []
    if (!section || name === undefined) return visit(value)
    const set = found[section as (typeof sections)[number]]
    if (set.has(name) || !(name in named(document, section))) return
    set.add(name)
    visit(named(document, section)[name])
  }
  visit(paths)
  return found
}

/** `Name`, or `Name_v2` and so on where that means something else. */
function newName(name: string, {own, other}: {own: Named; other: Named}, section: string): string {
  const same = (a: JsonObject, b: JsonObject) =>
    section === 'definitions' ? deepEqual({...a, [gvk]: 0}, {...b, [gvk]: 0}) : deepEqual(a, b)
  let candidate = name
  for (let index = 2; own[candidate] && !same(own[candidate]!, other[name]!); index++) {
    candidate = `${name}_v${index}`
    while (candidate in other) candidate = `${name}_v${++index}`
  }
  return candidate
}

function renamed(value: unknown, renames: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => renamed(item, renames))
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' ? (renames.get(String(item)) ?? item) : renamed(item, renames),
    ]),
  )
}

/** A definition that stands for the kinds of both. */
function withKindsOf(own: JsonObject, other: JsonObject): JsonObject {
  const [mine, theirs] = [own[gvk], other[gvk]] as (JsonObject[] | undefined)[]
  if (!theirs) return own
  if (!mine) return {...own, [gvk]: theirs}
  const keyOf = ({group, version, kind}: JsonObject): string => `${group}/${version}.${kind}`
  const known = new Set(mine.map(keyOf))
  const more = theirs.filter(kind => !known.has(keyOf(kind)))
  return more.length > 0 ? {...own, [gvk]: [...mine, ...more].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))} : own
}

const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
