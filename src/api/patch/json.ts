import {jsonKind} from '../go/json-kind.ts'
import {quote} from '../go/quote.ts'
import {copyJson} from '../json/copy.ts'
import {deepEqual} from '../json/deep-equal.ts'
import {isObject, setKey} from '../json/set-key.ts'
import {PatchError, PatchTestFailed} from './patch-error.ts'

type Container = Record<string, unknown> | unknown[]
type Operation = Record<string, unknown>

/** The most operations that an API server takes. */
export const maxJsonPatchOperations = 10_000

/** Looks on as a patch is applied. */
interface JsonPatchVisitor {
  /** A container whose members the library takes apart, on the way to a place or to compare them. */
  enter(container: object): void
  /** How a value is copied. */
  copy(value: unknown): unknown
}

const nobody: JsonPatchVisitor = {enter() {}, copy: copyJson}

/** A document with a JSON patch (RFC 6902) applied as evanphx/json-patch does; neither is changed. Throws a PatchError. */
export function applyJsonPatch(document: Container, patch: unknown, visitor = nobody): Container {
  let root = copyJson(document)
  for (const operation of operationsOf(patch)) root = apply(root, copyJson(operation), visitor)
  return root
}

/** The operations of a patch; throws a PatchError, in Go's words, for what is no list of objects. */
export function operationsOf(patch: unknown): Operation[] {
  if (!Array.isArray(patch)) throw new PatchError(cannotUnmarshal(patch, 'jsonpatch.Patch'))
  for (const operation of patch)
    if (!isObject(operation)) throw new PatchError(cannotUnmarshal(operation, 'jsonpatch.Operation'))
  return patch as Operation[]
}

const cannotUnmarshal = (value: unknown, type: string): string => {
  const kind = jsonKind(value)
  return `json: cannot unmarshal ${kind} into Go value of type ${type}`
}

function apply(root: Container, operation: Operation, visitor: JsonPatchVisitor): Container {
  const name = operation['op']
  visitor.enter(root)
  switch (name) {
    case 'add': {
      const path = pathOf(operation, 'add', `add operation failed to decode path: ${missing}`)
      const found = findContainer(root, path, visitor)
      if (!found) throw absent(`add operation does not apply: doc is missing path: ${quote(path)}`)
      within(`error in add for path: '${path}'`, () => add(found, newValue(operation)))
      return root
    }
    case 'remove': {
      const path = pathOf(operation, 'remove', `remove operation failed to decode path: ${missing}`)
      const found = findContainer(root, path, visitor)
      if (!found) throw absent(`remove operation does not apply: doc is missing path: ${quote(path)}`)
      within(`error in remove for path: '${path}'`, () => remove(found))
      return root
    }
    case 'replace':
      return replace(root, operation, visitor)
    case 'move': {
      const from = fromOf(operation, 'move')
      const source = findContainer(root, from, visitor)
      if (!source) throw absent(`move operation does not apply: doc is missing from path: ${from}`)
      const value = within(`error in move for path: '${source.key}'`, () => {
        const moved = get(source)
        remove(source)
        return moved
      })
      const path = pathOf(operation, 'move')
      const target = findContainer(root, path, visitor)
      if (!target) throw absent(`move operation does not apply: doc is missing destination path: ${path}`)
      within(`error in move for path: '${path}'`, () => add(target, value ?? null))
      return root
    }
    case 'test':
      test(root, operation, visitor)
      return root
    case 'copy': {
      const from = fromOf(operation, 'copy')
      const source = findContainer(root, from, visitor)
      if (!source) throw absent(`copy operation does not apply: doc is missing from path: ${from}`)
      const value = within(`error in copy for from: '${from}'`, () => get(source))
      const path = pathOf(operation, 'copy', `copy operation failed to decode path: ${missing}`)
      const target = findContainer(root, path, visitor)
      if (!target) throw absent(`copy operation does not apply: doc is missing destination path: ${path}`)
      within('error while adding value during copy', () => add(target, visitor.copy(value ?? null)))
      return root
    }
    default:
      throw new PatchError(`Unexpected kind: ${typeof name === 'string' ? name : 'unknown'}`)
  }
}

function replace(root: Container, operation: Operation, visitor: JsonPatchVisitor): Container {
  const path = pathOf(operation, 'replace')
  const value = newValue(operation)
  if (path === '') {
    // The library means to refuse what is no document, and changes nothing instead.
    return typeof value === 'object' && value !== null ? (value as Container) : root
  }
  const found = findContainer(root, path, visitor)
  if (!found) throw absent(`replace operation does not apply: doc is missing path: ${path}`)
  if (Array.isArray(found.container)) {
    let index: number
    try {
      index = existingIndex(found.container, found.key)
    } catch {
      throw absent(`replace operation does not apply: doc is missing key: ${path}`)
    }
    found.container[index] = value
  } else setKey(found.container, found.key, value)
  return root
}

function test(root: Container, operation: Operation, visitor: JsonPatchVisitor): void {
  const path = pathOf(operation, 'test')
  const failed = new PatchTestFailed(`testing value ${path} failed: test failed`)
  const expected = operation['value']
  if (path === '') {
    if (!deepEqual(root, expected)) throw failed
    enterAll(root, visitor)
    return
  }
  const found = findContainer(root, path, visitor)
  if (!found) throw absent(`test operation does not apply: is missing path: ${path}`)
  const value = within(`error in test for path: '${path}'`, () => get(found)) ?? null
  if (!deepEqual(value, expected ?? null)) throw failed
  enterAll(value, visitor)
}

function enterAll(value: unknown, visitor: JsonPatchVisitor): void {
  if (typeof value !== 'object' || value === null) return
  visitor.enter(value)
  for (const part of Object.values(value)) enterAll(part, visitor)
}

const missing = 'missing value'
const absent = (text: string): PatchError => new PatchError(`${text}: ${missing}`)

function pathOf(
  operation: Operation,
  name: string,
  words = `${name} operation failed to decode path: operation missing path field: ${missing}`,
): string {
  const path = operation['path']
  if (typeof path !== 'string') throw new PatchError(words)
  return path
}

function fromOf(operation: Operation, name: string): string {
  const from = operation['from']
  if (typeof from !== 'string')
    throw new PatchError(`${name} operation failed to decode from: operation, missing from field: ${missing}`)
  return from
}

const newValue = (operation: Operation): unknown => operation['value'] ?? null

interface Place {
  container: Container
  key: string
}

/** The container of a path's last part; undefined where the way there is missing. */
function findContainer(root: Container, path: string, {enter}: JsonPatchVisitor): Place | undefined {
  const [head, ...parts] = path.split('/')
  if (parts.length === 0 || head === undefined) return undefined
  const key = decodeKey(parts.pop()!)
  let container = root
  for (const part of parts) {
    const next = quietGet(container, decodeKey(part))
    if (typeof next !== 'object' || next === null) return undefined
    container = next as Container
    enter(container)
  }
  return {container, key}
}

const decodeKey = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

function quietGet(container: Container, key: string): unknown {
  try {
    return get({container, key})
  } catch {
    return undefined
  }
}

function get({container, key}: Place): unknown {
  if (Array.isArray(container)) return container[existingIndex(container, key)]
  return Object.hasOwn(container, key) ? container[key] : undefined
}

function add({container, key}: Place, value: unknown): void {
  if (!Array.isArray(container)) setKey(container, key, value)
  else if (key === '-') container.push(value)
  else {
    const size = container.length + 1
    const index = within(`value was not a proper array index: '${key}'`, () => integer(key))
    if (index >= size || index < -size) throw invalidIndex(index)
    container.splice(index < 0 ? index + size : index, 0, value)
  }
}

function remove({container, key}: Place): void {
  if (Array.isArray(container)) {
    container.splice(existingIndex(container, key), 1)
    return
  }
  if (!Object.hasOwn(container, key)) throw absent(`Unable to remove nonexistent key: ${key}`)
  delete container[key]
}

function existingIndex({length}: unknown[], key: string): number {
  const index = integer(key)
  if (index >= length || index < -length) throw invalidIndex(index)
  return index < 0 ? index + length : index
}

const invalidIndex = (index: number): PatchError =>
  new PatchError(`Unable to access invalid index: ${index}: invalid index referenced`)

function integer(key: string): number {
  if (!/^[+-]?\d+$/.test(key)) throw new PatchError(`strconv.Atoi: parsing ${quote(key)}: invalid syntax`)
  return Number(key)
}

function within<T>(context: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw error instanceof PatchError ? new PatchError(`${context}: ${error.message}`) : error
  }
}
