import {FunctionSet} from '../functions/function-set.ts'
import {kubernetesFunctions} from '../functions/index.ts'
import {CelBuilt} from '../run/values.ts'
import {dynType, stringType, structType, type Type} from '../types/type.ts'

/**
 * The types that a mutation makes: `Object` and what is in it, `Object.spec.template`, named by the way there but not otherwise checked; and JSONPatch,
 * one operation.
 */
export const patchStructs = {
  get(name: string): Type | undefined {
    if (name === 'JSONPatch') return jsonPatch
    return name === 'Object' || name.startsWith('Object.') ? objectType(name) : undefined
  },
}

const objectType = (name: string): Type => ({
  kind: 'struct',
  name,
  params: [],
  anyField: dynType,
  make: fields => new CelBuilt(name, fields),
})

const jsonPatch: Type = {
  kind: 'struct',
  name: 'JSONPatch',
  params: [],
  fields: new Map([
    ['op', stringType],
    ['path', stringType],
    ['from', stringType],
    ['value', dynType],
  ]),
  // cel-go finds fields of any name, with no type.
  anyField: structType(''),
  make: fields => new JsonPatchOperation(fields),
}

/** An operation whose texts are empty where nothing is said. */
class JsonPatchOperation extends CelBuilt {
  constructor(fields: ReadonlyMap<unknown, unknown>) {
    super('JSONPatch', fields)
  }

  override has(key: unknown): boolean {
    return super.has(key) && super.get(key) !== ''
  }

  override get(key: unknown): unknown {
    return super.get(key) ?? (key === 'value' ? undefined : '')
  }
}

let functions: FunctionSet | undefined

/** What mutations can call: everything, and what escapes a key for a path. */
export function patchFunctions(): FunctionSet {
  functions ??= new FunctionSet(kubernetesFunctions()).add({
    'jsonpatch::escapeKey(string) string string_jsonpatch_escapeKey_string': (key: string) =>
      key.replace(/[~/]/g, each => (each === '/' ? '~1' : '~0')),
  })
  return functions
}
