import {type KeyRange, prefixEnd} from '../etcd/store.ts'
import {keyOf} from './bytes.ts'
import type {Flags} from './command.ts'
import {badArguments} from './failure.ts'

/** The keys that a line is about: one, up to a second, those with a prefix, or all from one on. */
export function keyRange(args: string[], flag: Flags): KeyRange {
  const prefix = flag.on('prefix')
  const fromKey = flag.on('from-key')
  if (prefix && fromKey) throw badArguments('`--prefix` and `--from-key` cannot be set at the same time, choose one')
  const key = keyOf(args[0]!)
  if (args.length > 1) {
    if (prefix || fromKey) {
      throw badArguments('too many arguments, only accept one argument when `--prefix` or `--from-key` is set')
    }
    return {key, rangeEnd: keyOf(args[1]!)}
  }
  if ((prefix || fromKey) && key === '') return {key: '\0', rangeEnd: '\0'}
  if (prefix) return {key, rangeEnd: prefixEnd(key)}
  return fromKey ? {key, rangeEnd: '\0'} : {key}
}
