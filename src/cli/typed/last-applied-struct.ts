import {stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {lastAppliedAnnotation, lastAppliedText} from '../apply/last-applied.ts'
import {asGoStruct} from './go-struct.ts'

/** Remembers a struct in its own annotation if that is asked for, or has been done before. */
export function rememberStruct(object: KubeObject, create: boolean): KubeObject {
  if (!create && lastAppliedText(object) === undefined) return object
  const {[lastAppliedAnnotation]: _, ...annotations} = object.metadata.annotations ?? {}
  const bare = asGoStruct({...object, metadata: {...object.metadata, annotations}})
  const text = `${stringifyJson(bare, {sort: false})}\n`
  return {...bare, metadata: {...bare.metadata, annotations: {...annotations, [lastAppliedAnnotation]: text}}}
}
