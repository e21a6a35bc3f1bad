import type {JsonObject} from '../object.ts'
import type {Schema} from '../schema/schema.ts'
import {type FieldPlan, fieldPlans} from './field-plans.ts'
import {fieldWriter, type ValueWriter, valueWriter} from './message-writer.ts'
import {WireWriter} from './wire-writer.ts'

/** The bytes of a list's items, a character for each, for lists that share them. */
export interface ItemMemory {
  get(item: object): string | undefined
  set(item: object, bytes: string): unknown
}

export interface ListType {
  message: string
  schema: Schema
  /** Items that are here are not written anew, and those that are written anew are kept here. */
  memory?: ItemMemory
}

/** How many items are written at a time: some milliseconds' work. */
const itemsPerStep = 200

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
    if (bytes === undefined) {
      own.clear()
      write(own, item)
      const {buffer, byteOffset, length} = own.finish()
      bytes = Buffer.from(buffer, byteOffset, length).toString('latin1')
      memory.set(item, bytes)
    }
    writer.latin1(bytes)
  }
}
