import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {shared} from '../shared.ts'

export interface Schema {
  type?: string
  format?: string
  $ref?: string
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema
  enum?: string[]
  'x-kubernetes-group-version-kind'?: {group: string; version: string; kind: string}[]
}

let schemas: Record<string, Schema> | undefined

/** The schema of a kind as a real server publishes it. */
export function schemaOf(apiVersion: string, kind: string): Schema | undefined {
  const [version, group = ''] = apiVersion.split('/').reverse()
  return Object.values(published()).find(schema =>
    schema['x-kubernetes-group-version-kind']?.some(
      each => each.group === group && each.version === version && each.kind === kind,
    ),
  )
}

/** The schema itself, references followed. */
export function resolved(schema: Schema): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref
  return reference ? (published()[reference.replace('#/components/schemas/', '')] ?? {}) : schema
}

const published = () =>
  (schemas ??= JSON.parse(readFileSync(join(shared, 'schemas.json'), 'utf8')) as Record<string, Schema>)
