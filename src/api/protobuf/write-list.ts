import type {JsonObject} from '../object.ts'
import type {Schema} from '../schema/schema.ts'
import {type FieldPlan, fieldPlans} from './field-plans.ts'
import {fieldWriter, type ValueWriter, valueWriter} from './message-writer.ts'
import {WireWriter} from './wire-writer.ts'

/** The bytes of a list's items, for lists that share them. */
export interface ItemMemory {
  get(item: object): Uint8Array | undefined
  set(item: object, bytes: Uint8Array): unknown
}

export interface ListType {
  message: string
  schema: Schema
  /** Items that are here are not written anew, and those that are written anew are kept here. */
  memory?: ItemMemory
}

/** How many items are written at a time: some milliseconds' work. */
const itemsPerStep = 500

/** Writes what `messageWriter` would, step by step: whoever runs the steps may do something else in between. */
export function* writeList(
  writer: WireWriter,
  list: JsonObject,
  {message, schema, memory}: ListType,
): Generator<undefined> {
  for (const plan of fieldPlans(message, schema).toReversed()) {
    if (plan.key === 'items') yield* writeItems(writer, list['items'] as JsonObject[], itemWriter(plan, memory))
    else {
      const {key, write} = fieldWriter(plan, schema)
      write(writer, key === undefined ? list : list[key])
    }
  }
}

function* writeItems(writer: WireWriter, items: readonly JsonObject[], write: ValueWriter): Generator<undefined> {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    write(writer, items[index])
    if (index > 0 && index % itemsPerStep === 0) yield
  }
}

function itemWriter({number, type, field}: FieldPlan, memory?: ItemMemory): ValueWriter {
  const write = valueWriter(number, type, field?.schema.items)
  if (!memory) return write
  const own = new WireWriter()
  return (writer, value) => {
    const item = value as object
    let bytes = memory.get(item)
    if (!bytes) {
      own.clear()
      write(own, item)
      bytes = Buffer.from(own.finish())
      memory.set(item, bytes)
    }
    writer.raw(bytes)
  }
}
