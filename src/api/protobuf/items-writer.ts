import type {JsonObject} from '../object.ts'
import type {Schema} from '../schema/schema.ts'
import {fieldPlans} from './field-plans.ts'
import {
  type FieldWriter,
  fieldWriter,
  type MessageWriter,
  messageWriter,
  type ValueWriter,
  valueWriter,
} from './message-writer.ts'
import {WireWriter} from './wire-writer.ts'

/** The bytes of a list's items, for lists that share them. */
export interface ItemMemory {
  get(item: object): Uint8Array | undefined
  set(item: object, bytes: Uint8Array): unknown
}

/** What writes a list as `messageWriter` does, with items that are remembered as they were written before. */
export function itemsWriter(message: string, schema: Schema, memory: ItemMemory): MessageWriter {
  const plans = fieldPlans(message, schema)
  const plan = plans.find(({key, repeated}) => key === 'items' && repeated === 'list')
  if (!plan) return messageWriter(message, schema)
  const item = valueWriter(plan.number, plan.type, plan.field?.schema.items)
  const fields = plans.toReversed().map(one => (one === plan ? remembering(item, memory) : fieldWriter(one, schema)))
  return (writer, object) => {
    for (const {key, write} of fields) write(writer, key === undefined ? object : object[key])
  }
}

function remembering(one: ValueWriter, memory: ItemMemory): FieldWriter {
  const write: ValueWriter = (writer, value) => {
    const items = (value ?? []) as readonly JsonObject[]
    const own = new WireWriter()
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const item = items[index]!
      let bytes = memory.get(item)
      if (!bytes) {
        own.clear()
        one(own, item)
        bytes = Buffer.from(own.finish())
        memory.set(item, bytes)
      }
      writer.raw(bytes)
    }
  }
  return {key: 'items', write}
}
