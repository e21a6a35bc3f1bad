import type {Field, Schema} from './schema.ts'

/**
 * Makes of a built-in kind's object what it is once protobuf has stored it, in place: lists and maps that are written even when they are empty are then null,
 * for protobuf cannot tell empty from absent; null bytes in a map are empty ones. What is the very same in `like`, which has been stored, is so already.
 */
export function toStoredForm(schema: Schema, object: Record<string, unknown>, like?: Record<string, unknown>): void {
  for (const {field, deeper} of concerned(schema)) {
    const value = object[field.name]
    if (value === undefined || value === null || (like && value === like[field.name])) continue
    if (isLost(field, value)) object[field.name] = null
    else if (deeper) visit(field.schema, value)
  }
}

interface Concerned {
  field: Field
  /** Whether there may be something to lose below it. */
  deeper: boolean
}

const known = new WeakMap<Schema, Concerned[]>()

/** The fields of a struct that may lose something, directly or below. */
function concerned(schema: Schema): Concerned[] {
  let found = known.get(schema)
  if (!found) {
    found = []
    known.set(schema, found)
    for (const field of schema.fields.values()) {
      const deeper = mayLose(field.schema)
      if (deeper || losesEmpty(field)) found.push({field, deeper})
    }
  }
  return found
}

/** A type that holds itself is taken for one that may. */
function mayLose(schema: Schema): boolean {
  if (schema.type === 'object') return known.has(schema) || concerned(schema).length > 0
  if (isMapOfBytes(schema)) return true
  return schema.items !== undefined && mayLose(schema.items)
}

const losesEmpty = ({schema: {type}, omit}: Field): boolean => omit === 'never' && (type === 'array' || type === 'map')

const isLost = (field: Field, value: unknown): boolean =>
  losesEmpty(field) && (Array.isArray(value) ? value.length === 0 : Object.keys(value as object).length === 0)

function visit(schema: Schema, value: unknown): void {
  if (value === null || typeof value !== 'object') return
  if (schema.type === 'object') return toStoredForm(schema, value as Record<string, unknown>)
  if (isMapOfBytes(schema)) return fillBytes(value as Record<string, unknown>)
  if (schema.items) for (const item of Object.values(value)) visit(schema.items, item)
}

const isMapOfBytes = ({type, items}: Schema): boolean => type === 'map' && items?.type === 'bytes'

/** Bytes that are null have come back as none. */
function fillBytes(map: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(map)) if (value === null) map[key] = ''
}
