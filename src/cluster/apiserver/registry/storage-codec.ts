import {type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {type ManagedFieldsEntry, withManagedFieldsText} from '../../../api/patch/managed-fields/index.ts'
import {decodeProtobuf} from '../../../api/protobuf/decode.ts'
import {decode, inWrittenOrder, schemaOfKind} from '../../../api/schema/index.ts'
import {internalError} from '../../../api/status-error.ts'
import type {Key, KeyValue, Value} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {schemaFor} from '../decoding/expected-kind.ts'
import {identity} from '../encryption/identity.ts'
import type {Decrypted, Transformer} from '../encryption/transformer.ts'

/** Turns objects into what kube-apiserver writes into etcd, and back. */
export interface StorageCodec {
  /** JSON without a resourceVersion: that is the revision at which it is stored. */
  encode(object: KubeObject, key: Key): Value
  /** Throws an InternalError for what is encrypted with a key that is not there. */
  decode(kv: Pick<KeyValue, 'key' | 'value' | 'modRevision'>): KubeObject
  /** Whether writing the same object again would store it in another form: encrypted with a newer key, in another version, or in JSON where a real control plane wrote protobuf. */
  isStale(kv: KeyValue, object: KubeObject): boolean
  /** Whether writing this object would store what is stored. */
  holds(kv: KeyValue, object: KubeObject): boolean
}

/** The codec of a kind. Besides its own JSON it reads the protobuf that a real control plane stores. Without a transformer nothing is encrypted. */
export function storageCodec(definition: ResourceDefinition, transformer?: Transformer): StorageCodec {
  const {storage, defaults} = definition
  const apiVersion = definition.group ? `${definition.group}/${definition.version}` : definition.version
  const textOf = (object: KubeObject): string => {
    const stored = storage?.toStored ? storage.toStored(object) : object
    const {kind, apiVersion, metadata, ...rest} = stored
    const {managedFields} = metadata
    const bare = {...metadata, resourceVersion: undefined, ...(managedFields && {managedFields: 0})}
    const whole = definition.structural
      ? {apiVersion, kind, metadata: bare, ...rest}
      : {kind, apiVersion, metadata: bare, ...rest}
    const text = JSON.stringify(whole)
    return `${managedFields ? withManagedFieldsText(text, managedFields as ManagedFieldsEntry[]) : text}\n`
  }
  return {
    encode(object, key) {
      const text = textOf(object)
      return transformer ? transformer.toStorage(Buffer.from(text), key) : text
    },
    decode({key, value, modRevision}) {
      const stored = parse(readable(value, key, transformer).data)
      const object = storage?.fromStored ? storage.fromStored(stored) : stored
      if (object.apiVersion !== apiVersion) {
        object.apiVersion = apiVersion
        object.kind = definition.kind
        defaults?.(object)
      }
      object.metadata = versioned(definition, object.metadata, String(modRevision))
      return object === stored || definition.structural ? object : inWrittenOrder(schemaFor(definition), object)
    },
    isStale({key, value}, object) {
      const {data, stale} = readable(value, key, transformer)
      return stale || !isOfVersion(data, (storage?.toStored?.(object) ?? object).apiVersion!)
    },
    holds({key, value}, object) {
      const {data} = readable(value, key, transformer)
      return (typeof data === 'string' ? data : Buffer.from(data).toString()) === textOf(object)
    },
  }
}

/** Metadata with its version where it belongs: after the uid, or, of what has fields by the alphabet, before it. */
function versioned(
  {structural}: ResourceDefinition,
  metadata: KubeObject['metadata'],
  resourceVersion: string,
): KubeObject['metadata'] {
  if (structural) return inWrittenOrder(structural, {...metadata, resourceVersion})
  const {uid, name, generateName, namespace, selfLink, ...rest} = metadata
  return {
    name,
    ...(generateName !== undefined && {generateName}),
    ...(namespace !== undefined && {namespace}),
    ...(selfLink !== undefined && {selfLink}),
    uid,
    resourceVersion,
    ...rest,
  }
}

function readable(value: Value, key: Key, transformer?: Transformer): Decrypted | {data: Value; stale: false} {
  if (!transformer && (typeof value === 'string' || value[0] !== encryptedMark)) return {data: value, stale: false}
  try {
    return (transformer ?? identity).fromStorage(typeof value === 'string' ? Buffer.from(value) : value, key)
  } catch (error) {
    throw internalError((error as Error).message)
  }
}

/** The `k` of `k8s:enc:`; protobuf begins with `k8s\0`. */
const encryptedMark = 0x6b

/** Whether a value is JSON of an API version, which mostly comes first. */
function isOfVersion(data: Value, apiVersion: string): boolean {
  if (typeof data !== 'string' && data[0] !== 0x7b) return false
  const head = typeof data === 'string' ? data.slice(0, 200) : Buffer.from(data.subarray(0, 200)).toString()
  return head.includes(`"apiVersion":${JSON.stringify(apiVersion)}`) || parse(data).apiVersion === apiVersion
}

function parse(value: Value): KubeObject {
  if (typeof value === 'string') return JSON.parse(value) as KubeObject
  if (value[0] === 0x7b) return JSON.parse(Buffer.from(value).toString()) as KubeObject
  const {kind, apiVersion, ...object} = decodeProtobuf(value) as KubeObject
  const schema = schemaOfKind({...parseApiVersion(apiVersion), kind})
  return {kind, apiVersion, ...(schema ? decode(schema, object).object : object)} as KubeObject
}
