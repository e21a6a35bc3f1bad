import type {GroupVersionKind} from '../object.ts'
import {schemaOf} from '../schema/index.ts'
import type {Field, Schema} from '../schema/schema.ts'

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'

/** The types of objects that are nothing but metadata; no OpenAPI document has them. */
export function partialMetadataSchema({group, kind}: GroupVersionKind): Schema | undefined {
  if (group !== 'meta.k8s.io') return undefined
  if (kind !== 'PartialObjectMetadata' && kind !== 'PartialObjectMetadataList') return undefined
  made ??= make()
  return made[kind]
}

let made: Record<'PartialObjectMetadata' | 'PartialObjectMetadataList', Schema> | undefined

function make() {
  const one = object('PartialObjectMetadata', [field('metadata', schemaOf(`${meta}.ObjectMeta`))])
  const items: Schema = {...object('', []), type: 'array', items: one}
  const many = [field('metadata', schemaOf(`${meta}.ListMeta`)), field('items', items)]
  return {PartialObjectMetadata: one, PartialObjectMetadataList: object('PartialObjectMetadataList', many)}
}

const object = (name: string, fields: Field[]): Schema => ({
  type: 'object',
  name: `${meta}.${name}`,
  goType: `v1.${name}`,
  fields: new Map(fields.map(entry => [entry.name, entry])),
  required: [],
})

const field = (name: string, schema: Schema): Field => ({name, schema, required: false, pointer: false, omit: 'empty'})
