import type {KeyValue} from '../etcd/store.ts'
import {hexBytes, keyBytes, valueBytes} from './bytes.ts'
import {type JsonValue, omitEmpty} from './go-json.ts'
import {goQuote} from './go-quote.ts'

/** Key and value on a line each. */
export function kvLines(
  {key, value}: Pick<KeyValue, 'key' | 'value'>,
  {hex, valueOnly = false}: {hex: boolean; valueOnly?: boolean},
): string[] {
  const text = (bytes: Buffer) => (hex ? hexBytes(bytes) : bytes.toString('utf8'))
  return valueOnly ? [text(valueBytes(value))] : [text(keyBytes(key)), text(valueBytes(value))]
}

export const kvJson = (kv: KeyValue): JsonValue =>
  omitEmpty({
    key: keyBytes(kv.key).toString('base64'),
    create_revision: kv.createRevision,
    mod_revision: kv.modRevision,
    version: kv.version,
    value: valueBytes(kv.value).toString('base64'),
    lease: kv.lease,
  })

export const kvFields = (kv: KeyValue, {hex = false, prefix = ''} = {}): string[] => [
  `"${prefix}Key" : ${goQuote(keyBytes(kv.key))}`,
  `"${prefix}CreateRevision" : ${kv.createRevision}`,
  `"${prefix}ModRevision" : ${kv.modRevision}`,
  `"${prefix}Version" : ${kv.version}`,
  `"${prefix}Value" : ${goQuote(valueBytes(kv.value))}`,
  `"${prefix}Lease" : ${hex ? kv.lease.toString(16).padStart(16, '0') : kv.lease}`,
]
