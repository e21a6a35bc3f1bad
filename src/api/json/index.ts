/** JSON as Go reads and writes it. */

export {deepEqual} from './deep-equal.ts'
export {findSyntaxError} from './find-syntax-error.ts'
export {
  countKeys,
  type DuplicateKeys,
  hasUnusualNumbers,
  isJsonSyntaxError,
  parseCarefully,
  parseJson,
  RawNumber,
} from './parse.ts'
export {getKey, isObject, setKey} from './set-key.ts'
export {sortKeys} from './sort-keys.ts'
export {compareKeys, type StringifyOptions, stringifyJson} from './stringify.ts'
export {JsonSyntaxError, maxDepth} from './syntax-error.ts'
