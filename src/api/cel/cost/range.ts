import type {Expression} from '../syntax/expression.ts'
import type {Type} from '../types/type.ts'

/** A least and a most, of sizes or costs; what would be more than fits 64 bits is just that much. */
export interface Range {
  min: number
  max: number
}

export interface CallEstimate {
  cost: Range
  /** The size of the result. */
  size?: Range
}

/** A part of an expression, as far as its size can be told. */
export interface Node {
  /** The way to it from a variable; empty if it comes from none. */
  path: readonly string[]
  type: Type
  expression?: Expression
  size?: Range
}

/** 2⁶⁴. */
export const most = 2 ** 64

export const unknown: Range = {min: 0, max: most}

const capped = (value: number): number => (value > most || Number.isNaN(value) ? most : value)

export const fixed = (value: number): Range => ({min: value, max: value})

export const cost = (range: Range): CallEstimate => ({cost: range})

export const add = (a: Range, b: Range): Range => ({min: capped(a.min + b.min), max: capped(a.max + b.max)})

export const times = (a: Range, b: Range): Range => ({min: product(a.min, b.min), max: product(a.max, b.max)})

const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : capped(a * b))

/** Times a factor, rounded up. */
export const scaled = ({min, max}: Range, factor: number): Range => ({
  min: capped(Math.ceil(min * factor)),
  max: capped(Math.ceil(max * factor)),
})

export const union = (a: Range, b: Range): Range => ({min: Math.min(a.min, b.min), max: Math.max(a.max, b.max)})
