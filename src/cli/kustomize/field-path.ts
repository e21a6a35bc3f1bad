import type {JsonObject} from '../../api/object.ts'

/** `spec.containers.[name=web].image`, `metadata.annotations.[example.com/a]`, `a\.b`: the names on the way. */
export function splitFieldPath(path: string): string[] {
  const names: string[] = []
  let current = ''
  let depth = 0
  for (let at = 0; at < path.length; at++) {
    const character = path[at]!
    if (character === '\\' && path[at + 1] === '.') {
      current += '.'
      at++
    } else if (character === '.' && depth === 0) {
      names.push(current)
      current = ''
    } else {
      depth += character === '[' ? 1 : character === ']' ? -1 : 0
      current += character
    }
  }
  return [...names, current].filter(name => name !== '').map(name => plain(name))
}

/** A name in brackets is the name; a condition or an empty pair stays. */
function plain(name: string): string {
  const inner = /^\[([^=]+)\]$/.exec(name)?.[1]
  return inner ?? name
}

export interface FieldChange {
  /** Makes what is not there. */
  create: boolean
  change(value: unknown): unknown
}

/** Changes every field that a path reaches; answers undefined if there is none. */
export function changeAtPath(
  value: unknown,
  names: readonly string[],
  how: FieldChange,
): {value: unknown; count: number} {
  const [name, ...rest] = names
  if (name === undefined) return {value: how.change(value), count: 1}
  if (Array.isArray(value)) return changeInList(value, name, rest, how)
  if (value === undefined && how.create && /^\[.*=.*\]$|^\d+$/.test(name)) return changeInList([], name, rest, how)
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined || !how.create) return {value, count: 0}
  }
  const object = (value ?? {}) as JsonObject
  if (name === '*') return changeEach(object, rest, how)
  if (object[name] === undefined && !how.create) return {value, count: 0}
  const inner = changeAtPath(object[name], rest, how)
  return inner.count > 0 ? {value: {...object, [name]: inner.value}, count: inner.count} : {value, count: 0}
}

function changeEach(object: JsonObject, rest: readonly string[], how: FieldChange): {value: unknown; count: number} {
  const pairs = Object.entries(object).map(([key, child]) => ({key, ...changeAtPath(child, rest, how)}))
  return {
    value: Object.fromEntries(pairs.map(({key, value}) => [key, value])),
    count: pairs.reduce((sum, {count}) => sum + count, 0),
  }
}

function changeInList(
  list: readonly unknown[],
  name: string,
  rest: readonly string[],
  how: FieldChange,
): {value: unknown; count: number} {
  const [, key, wanted = ''] = /^\[(.*)=(.*)\]$/.exec(name) ?? []
  const isChosen = (item: unknown, index: number): boolean => {
    if (name === '*') return true
    if (key === undefined) return name === String(index) || (name === '-' && index === list.length - 1)
    const value = key === '' ? item : (item as JsonObject | null)?.[key]
    return new RegExp(`^(?:${wanted})$`).test(String(value))
  }
  let count = 0
  const changed = list.map((item, index) => {
    if (!isChosen(item, index)) return item
    const inner = changeAtPath(item, rest, how)
    count += inner.count
    return inner.value
  })
  // An index may be that of the next item.
  const isNext = key === undefined && name === String(list.length)
  if (count > 0 || !how.create || (key === undefined && !isNext)) return {value: changed, count}
  const added = changeAtPath(isNext ? undefined : key ? {[key]: wanted} : wanted, rest, how)
  return {value: [...changed, added.value], count: added.count}
}
