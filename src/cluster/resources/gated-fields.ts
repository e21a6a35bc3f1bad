import type {KubeObject} from '../../api/object.ts'
import {unmarkEmpty} from '../../api/schema/index.ts'

/** Which features are on. */
export interface Features {
  enabled(feature: string): boolean
}

/** What a write is checked against. */
export interface Gating<T = KubeObject> {
  features: Features
  /** The object as it is stored; absent: it is new. */
  old?: T | undefined
}

/** Fields that mean nothing without features. */
export interface GatedFields {
  /** All of them must be on; separated by spaces. */
  features: string
  /** Paths, separated by spaces; `[]` is every item of a list, `{}` every value of a map: `spec.devices[].capacity{}.requestPolicy`. */
  fields: string
  /** An object that has one of these has been using the features, and goes on; default: the fields themselves. */
  uses?: string
}

/** Drops what only features that are off would give a meaning, unless the object has it from when they were on. */
export function dropGated(gated: readonly GatedFields[], draft: object, {features, old}: Gating<object>): void {
  for (const {features: names, fields, uses = fields} of gated) {
    if (words(names).every(name => features.enabled(name))) continue
    if (old && words(uses).some(path => has(old, stepsOf(path), 0))) continue
    for (const path of words(fields)) drop(draft, stepsOf(path), 0)
  }
}

/** The same, as a kind's hook. */
export const droppingGated =
  (...gated: GatedFields[]) =>
  (draft: object, gating: Gating<object>): void =>
    dropGated(gated, draft, gating)

interface Step {
  name: string
  /** What the field is a collection of, one after the other. */
  each?: 'list' | 'map'
}

const known = new Map<string, readonly Step[]>()
const lists = new Map<string, readonly string[]>()

/** Texts are constants of the code: each is taken apart once. */
function words(text: string): readonly string[] {
  const found = lists.get(text)
  if (found) return found
  const list = text.split(' ').filter(Boolean)
  lists.set(text, list)
  return list
}

function stepsOf(path: string): readonly Step[] {
  let steps = known.get(path)
  if (!steps) {
    steps = path.split('.').map((part): Step => {
      const name = part.replace(/\[\]$|\{\}$/, '')
      return part === name ? {name} : {name, each: part.endsWith('[]') ? 'list' : 'map'}
    })
    known.set(path, steps)
  }
  return steps
}

function drop(value: unknown, steps: readonly Step[], at: number): void {
  if (typeof value !== 'object' || value === null) return
  const {name, each} = steps[at]!
  const object = value as Record<string, unknown>
  const next = object[name]
  if (at === steps.length - 1) {
    if (next !== undefined) delete object[name]
    unmarkEmpty(object, name)
  } else if (typeof next !== 'object' || next === null) return
  else if (each) for (const item of Object.values(next)) drop(item, steps, at + 1)
  else drop(next, steps, at + 1)
}

function has(value: unknown, steps: readonly Step[], at: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  const {name, each} = steps[at]!
  const next = (value as Record<string, unknown>)[name]
  if (at === steps.length - 1) return next !== undefined && next !== null && !(Array.isArray(next) && next.length === 0)
  if (typeof next !== 'object' || next === null) return false
  return each ? Object.values(next).some(item => has(item, steps, at + 1)) : has(next, steps, at + 1)
}
