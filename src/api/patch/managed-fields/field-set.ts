import {isObject, setKey} from '../../json/set-key.ts'
import {Recent} from '../../recent.ts'

/**
 * A set of field paths as a tree: whether the path so far is in the set, and what lies below, by path element (`f:name`, `k:{"name":"c"}`, `v:"x"`).
 * Immutable.
 */
export interface FieldSet {
  readonly member: boolean
  readonly children: ReadonlyMap<string, FieldSet>
  /** How it is written below its parent, once it has been; read-only. */
  json?: Record<string, unknown>
  /** The text of that JSON, once somebody has wanted it. */
  text?: string
}

const noChildren: ReadonlyMap<string, FieldSet> = new Map()
export const emptySet: FieldSet = {member: false, children: noChildren}
export const leaf: FieldSet = {member: true, children: noChildren}

export const isEmptySet = (set: FieldSet): boolean => !set.member && set.children.size === 0

/** The set of everything in either. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b) || a === b) return a
  if (isEmptySet(a)) return b
  const children = new Map(a.children)
  for (const [element, child] of b.children) {
    const own = children.get(element)
    children.set(element, own ? union(own, child) : child)
  }
  return {member: a.member || b.member, children}
}

/** What is in both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [element, child] of a.children) {
    const other = b.children.get(element)
    const both = other && intersection(child, other)
    if (both && !isEmptySet(both)) children.set(element, both)
  }
  return {member: a.member && b.member, children}
}

/** What is in the first but not in the second; what lies below a removed path stays. The first itself where nothing is taken from it. */
export const difference = (a: FieldSet, b: FieldSet): FieldSet => without(a, b, difference)

/** What is in the first and neither in the second nor below anything in it. The first itself where nothing is taken from it. */
export const recursiveDifference = (a: FieldSet, b: FieldSet): FieldSet =>
  without(a, b, (child, other) => (other.member ? emptySet : recursiveDifference(child, other)))

function without(a: FieldSet, b: FieldSet, below: (child: FieldSet, other: FieldSet) => FieldSet): FieldSet {
  let children: Map<string, FieldSet> | undefined
  if (a.children.size > 0 && b.children.size > 0)
    for (const [element, other] of b.children) {
      const child = a.children.get(element)
      if (!child) continue
      const rest = below(child, other)
      if (rest === child) continue
      children ??= new Map(a.children)
      if (isEmptySet(rest)) children.delete(element)
      else children.set(element, rest)
    }
  const member = a.member && !b.member
  return children || member !== a.member ? {member, children: children ?? a.children} : a
}

/** A set of paths of field names. */
export function setOfPaths(paths: readonly (readonly string[])[]): FieldSet {
  return paths.reduce(
    (set, path) =>
      union(
        set,
        path.reduceRight<FieldSet>((inner, name) => ({member: false, children: new Map([[`f:${name}`, inner]])}), leaf),
      ),
    emptySet,
  )
}

/** Whether a path is in a set. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let node: FieldSet | undefined = set
  for (const element of path) node = node?.children.get(element)
  return node?.member === true
}

/** All paths of a set, in order. */
export function pathsOf(set: FieldSet): string[][] {
  const paths: string[][] = []
  const walk = (node: FieldSet, path: string[]): void => {
    const elements = sortedElements(node)
    for (const element of elements) if (node.children.get(element)!.member) paths.push([...path, element])
    for (const element of elements) walk(node.children.get(element)!, [...path, element])
  }
  walk(set, [])
  return paths
}

/** Of how many objects' managers the sets are kept as sets; those that are being worked on. */
const recentSets = 4096

/** The sets that JSON has been read as or written from. */
const read = new Recent<object, FieldSet>(recentSets)

/** The JSON of managedFields' fieldsV1; of the same set the same object, read-only. */
export function toFieldsV1(set: FieldSet): Record<string, unknown> {
  const root = set.member ? {member: false, children: set.children} : set
  if (!root.json) read.set(jsonOf(root), root)
  return jsonOf(root)
}

/** What is alike in many objects, such as the conditions of pods, is written once for all of them. */
function jsonOf(set: FieldSet): Record<string, unknown> {
  set.json ??= write(set)
  return set.json
}

/** fieldsV1 as text. What is alike in many objects is made text once for all of them. */
export function fieldsV1Text(fields: object): string {
  const set = read.get(fields)
  // What somebody else has written may be in another order.
  return set?.json === fields ? textOf(set) : JSON.stringify(fields)
}

function textOf(set: FieldSet): string {
  if (set.text === undefined) {
    const members = set.member ? ['".":{}'] : []
    for (const element of sortedElements(set)) {
      const child = set.children.get(element)!
      members.push(`${JSON.stringify(element)}:${child.children.size > 0 ? textOf(child) : '{}'}`)
    }
    set.text = `{${members.join(',')}}`
  }
  return set.text
}

/** The inverse of toFieldsV1; throws a TypeError for what is none. */
export function fromFieldsV1(fields: unknown): FieldSet {
  if (!isObject(fields)) throw new TypeError('fieldsV1 must be an object')
  let set = read.get(fields)
  if (!set) {
    set = parse(fields)
    read.set(fields, set)
  }
  return set
}

function write(set: FieldSet): Record<string, unknown> {
  const out: Record<string, unknown> = set.member ? {'.': nothing} : {}
  for (const element of sortedElements(set)) {
    const child = set.children.get(element)!
    setKey(out, element, child.children.size > 0 ? jsonOf(child) : nothing)
  }
  return out
}

/** What is below a field without fields of its own: most of what managed fields consist of, and always the same object. */
const nothing: Record<string, unknown> = {}

function parse(fields: unknown): FieldSet {
  if (!isObject(fields)) throw new TypeError('fieldsV1 must be an object')
  const children = new Map<string, FieldSet>()
  for (const [element, inner] of Object.entries(fields)) {
    if (element === '.') continue
    if (element[1] !== ':' || !kinds.includes(element[0]!)) throw new TypeError(`unknown path element ${element}`)
    const child = parse(inner)
    if (child.children.size === 0) children.set(element, leaf)
    else children.set(element, Object.hasOwn(inner as object, '.') ? {member: true, children: child.children} : child)
  }
  return children.size > 0 ? {member: false, children} : emptySet
}

/** Fields before keys before values before indices, each in their own order. */
function sortedElements({children}: FieldSet): string[] {
  const elements = [...children.keys()]
  for (let index = 1; index < elements.length; index += 1)
    if (compareElements(elements[index - 1]!, elements[index]!) > 0) return elements.sort(compareElements)
  return elements
}

const kinds = 'fkvi'

function compareElements(a: string, b: string): number {
  if (a[0] !== b[0]) return kinds.indexOf(a[0]!) - kinds.indexOf(b[0]!)
  return a < b ? -1 : a > b ? 1 : 0
}
