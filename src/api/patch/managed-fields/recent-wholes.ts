import type {Schema} from '../../schema/schema.ts'
import {hasTrace, type Trace, traceOf} from './comparison-trace.ts'
import type {FieldSet} from './field-set.ts'

interface Wholes {
  /** The latest first. */
  known: {trace: Trace; set: FieldSet}[]
  /** How often nothing was found, less how often something was. */
  futile: number
}

const mostTraces = 4
/** From so many futile attempts on a type is left alone: no two lists of addresses have the same items. */
const patience = 64

const recent = new WeakMap<Schema, Wholes>()

/** The set of all fields of a value of a built-in type: one of those made lately if it has the same fields, so that what is alike is kept once. */
export function recentlyWhole(schema: Schema, value: unknown, make: () => FieldSet): FieldSet {
  const wholes = wholesOf(schema)
  if (wholes.futile >= patience) return make()
  const {known} = wholes
  const place = known.findIndex(({trace}) => hasTrace(trace, schema, undefined, value))
  if (place >= 0) {
    if (wholes.futile > 0) wholes.futile -= 1
    const [hit] = known.splice(place, 1)
    known.unshift(hit!)
    return hit!.set
  }
  wholes.futile += 1
  const set = make()
  const trace = traceOf(schema, undefined, value)
  if (trace) known.unshift({trace, set})
  if (known.length > mostTraces) known.pop()
  return set
}

function wholesOf(schema: Schema): Wholes {
  let wholes = recent.get(schema)
  if (!wholes) {
    wholes = {known: [], futile: 0}
    recent.set(schema, wholes)
  }
  return wholes
}
