import type {KubeObject} from '../../../api/object.ts'
import type {KeyValue, Value} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

/** Turns objects into what kube-apiserver writes into etcd, and back. */
export interface StorageCodec {
  /** JSON without a resourceVersion: that is the revision at which it is stored. */
  encode(object: KubeObject): string
  decode(kv: KeyValue): KubeObject
}

/** Reads values that are not JSON, such as the protobuf of a real control plane's snapshot. */
export type ForeignDecoder = (bytes: Uint8Array) => KubeObject

export function storageCodec(definition: ResourceDefinition, foreign?: ForeignDecoder): StorageCodec {
  const {storage, defaults} = definition
  const apiVersion = definition.group ? `${definition.group}/${definition.version}` : definition.version
  return {
    encode(object) {
      const stored = storage?.toStored ? storage.toStored(object) : object
      const {kind, apiVersion, metadata, ...rest} = stored
      return `${JSON.stringify({kind, apiVersion, metadata: {...metadata, resourceVersion: undefined}, ...rest})}\n`
    },
    decode({value, modRevision}) {
      const stored = parse(value, foreign)
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

function parse(value: Value, foreign: ForeignDecoder | undefined): KubeObject {
  if (typeof value === 'string') return JSON.parse(value) as KubeObject
  if (value[0] === 0x7b) return JSON.parse(Buffer.from(value).toString()) as KubeObject
  if (foreign) return foreign(value)
  throw new TypeError('a stored object is neither JSON nor in an encoding that this server can read')
}
