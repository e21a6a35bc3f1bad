import {type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {decodeProtobuf} from '../../../api/protobuf/decode.ts'
import {decode, schemaOfKind} from '../../../api/schema/index.ts'
import type {KeyValue, Value} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

/** Turns objects into what kube-apiserver writes into etcd, and back. */
export interface StorageCodec {
  /** JSON without a resourceVersion: that is the revision at which it is stored. */
  encode(object: KubeObject): string
  decode(kv: KeyValue): KubeObject
}

/** The codec of a kind. Besides its own JSON it reads the protobuf that a real control plane stores. */
export function storageCodec(definition: ResourceDefinition): StorageCodec {
  const {storage, defaults} = definition
  const apiVersion = definition.group ? `${definition.group}/${definition.version}` : definition.version
  return {
    encode(object) {
      const stored = storage?.toStored ? storage.toStored(object) : object
      const {kind, apiVersion, metadata, ...rest} = stored
      return `${JSON.stringify({kind, apiVersion, metadata: {...metadata, resourceVersion: undefined}, ...rest})}\n`
    },
    decode({value, modRevision}) {
      const stored = parse(value)
      const object = storage?.fromStored ? storage.fromStored(stored) : stored
      if (object.apiVersion !== apiVersion) {
        object.apiVersion = apiVersion
        object.kind = definition.kind
        defaults?.(object)
      }
      object.metadata.resourceVersion = String(modRevision)
      return object
    },
  }
}

function parse(value: Value): KubeObject {
  if (typeof value === 'string') return JSON.parse(value) as KubeObject
  if (value[0] === 0x7b) return JSON.parse(Buffer.from(value).toString()) as KubeObject
  const {kind, apiVersion, ...object} = decodeProtobuf(value) as KubeObject
  const schema = schemaOfKind({...parseApiVersion(apiVersion), kind})
  return {kind, apiVersion, ...(schema ? decode(schema, object).object : object)} as KubeObject
}
