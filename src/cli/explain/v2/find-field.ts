import {type SwaggerDocument, type SwaggerSchema, shapeOf} from '../../openapi/swagger-schema.ts'

/** The schema that a path of fields leads to, through references, lists and maps; throws where there is no such field. */
export function findField(schema: SwaggerSchema, path: readonly string[], document: SwaggerDocument): SwaggerSchema {
  const [name, ...rest] = path
  if (name === undefined) return schema
  const shape = shapeOf(schema, document)
  if (shape.type === 'primitive' || shape.type === 'arbitrary') return schema
  if (shape.type === 'reference') return findField(shape.target, path, document)
  if (shape.type !== 'kind') return findField(shape.items, path, document)
  const found = shape.fields.find(([field]) => field === name)?.[1]
  if (!found) throw new Error(`field ${JSON.stringify(name)} does not exist`)
  return findField(found, rest, document)
}
