import {isObject, setKey} from '../../json/set-key.ts'

/**
 * A set of field paths as a tree: whether the path so far is in the set, and what lies below, by path element (`f:name`, `k:{"name":"c"}`, `v:"x"`).
 * Immutable.
 */
export interface FieldSet {
  readonly member: boolean
  readonly children: ReadonlyMap<string, FieldSet>
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

/** What is in the first but not in the second; what lies below a removed path stays. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a
  const children = new Map<string, FieldSet>()
  for (const [element, child] of a.children) {
    const other = b.children.get(element)
    const rest = other ? difference(child, other) : child
    if (!isEmptySet(rest)) children.set(element, rest)
  }
  return {member: a.member && !b.member, children}
}

/** What is in the first and neither in the second nor below anything in it. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [element, child] of a.children) {
    const other = b.children.get(element)
    if (other?.member) continue
    const rest = other ? recursiveDifference(child, other) : child
    if (!isEmptySet(rest)) children.set(element, rest)
  }
  return {member: a.member && !b.member, children}
}

export const setsEqual = (a: FieldSet, b: FieldSet): boolean =>
  a.member === b.member &&
  a.children.size === b.children.size &&
  [...a.children].every(([element, child]) => {
    const other = b.children.get(element)
    return other !== undefined && setsEqual(child, other)
  })

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
    if (node.member) paths.push(path)
    for (const element of sortedElements(node)) walk(node.children.get(element)!, [...path, element])
  }
  walk(set, [])
  return paths
}

/** The JSON of managedFields' fieldsV1. */
export function toFieldsV1(set: FieldSet): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const element of sortedElements(set)) {
    const child = set.children.get(element)!
    const inner = toFieldsV1(child)
    setKey(out, element, child.member && child.children.size > 0 ? {'.': {}, ...inner} : inner)
  }
  return out
}

/** The inverse of toFieldsV1; throws a TypeError for what is none. */
export function fromFieldsV1(fields: unknown): FieldSet {
  if (!isObject(fields)) throw new TypeError('fieldsV1 must be an object')
  const children = new Map<string, FieldSet>()
  for (const [element, inner] of Object.entries(fields)) {
    if (element === '.') continue
    if (!/^[fkvi]:/.test(element)) throw new TypeError(`unknown path element ${element}`)
    const child = fromFieldsV1(inner)
    const alone = child.children.size === 0
    children.set(element, {member: alone || Object.hasOwn(inner as object, '.'), children: child.children})
  }
  return {member: false, children}
}

/** Fields before keys before values before indices, each in their own order. */
function sortedElements({children}: FieldSet): string[] {
  const elements = [...children.keys()]
  return elements.length < 2 ? elements : elements.sort(compareElements)
}

const kinds = 'fkvi'

function compareElements(a: string, b: string): number {
  if (a[0] !== b[0]) return kinds.indexOf(a[0]!) - kinds.indexOf(b[0]!)
  return a < b ? -1 : a > b ? 1 : 0
}
