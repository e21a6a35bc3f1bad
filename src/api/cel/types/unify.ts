import {dynType, isDyn, isDynOrError, listType, mapType, opaqueType, sameType, type Type, typeType} from './type.ts'

/** What type parameters stand for so far. */
export type Substitutions = ReadonlyMap<string, Type>

/** The substitutions under which a value of one type can be used as another; undefined if it cannot. */
export function assignable(
  known: Substitutions,
  from: readonly Type[],
  to: readonly Type[],
): Substitutions | undefined {
  const substitutions = new Map(known)
  return listsFit(substitutions, from, to) ? substitutions : undefined
}

/** A type with its parameters replaced by what they stand for; those that stand for nothing by dyn, if asked to. */
export function substitute(known: Substitutions, type: Type, toDyn = false): Type {
  const found = type.kind === 'param' ? known.get(type.name) : undefined
  if (found) return substitute(known, found, toDyn)
  const inner = (index: number): Type => substitute(known, type.params[index]!, toDyn)
  switch (type.kind) {
    case 'param':
      return toDyn ? dynType : type
    case 'opaque':
      return opaqueType(type.name, ...type.params.map((_, index) => inner(index)))
    case 'list':
      return listType(inner(0))
    case 'map':
      return mapType(inner(0), inner(1))
    case 'type':
      return type.params.length > 0 ? typeType(inner(0)) : type
    default:
      return type
  }
}

/** The more general of two types that fit each other. */
export const mostGeneral = (a: Type, b: Type): Type => (isEqualOrLessSpecific(a, b) ? a : b)

type Mutable = Map<string, Type>

function fits(known: Mutable, from: Type, to: Type): boolean {
  if (to.kind === 'param') {
    const {valid, bound} = bind(known, from, to)
    if (valid) return true
    if (bound) return false
  }
  if (from.kind === 'param') return bind(known, to, from).valid
  if (isDynOrError(from) || isDynOrError(to)) return true
  if (from.kind === 'null') return nullable(to)
  if (to.kind === 'null') return nullable(from)
  switch (from.kind) {
    case 'type':
      return to.kind === 'type'
    case 'opaque':
    case 'list':
    case 'map':
      return from.kind === to.kind && from.name === to.name && listsFit(known, from.params, to.params)
    default:
      return from.kind === to.kind && from.name === to.name
  }
}

const listsFit = (known: Mutable, from: readonly Type[], to: readonly Type[]): boolean =>
  from.length === to.length && from.every((type, index) => fits(known, type, to[index]!))

const nullable = ({kind}: Type): boolean => ['null', 'opaque', 'struct', 'duration', 'timestamp'].includes(kind)

/** Whether a parameter stands, or may from now on stand, for a type. */
function bind(known: Mutable, type: Type, param: Type): {valid: boolean; bound: boolean} {
  if (sameType(type, param)) return {valid: true, bound: true}
  const current = known.get(param.name)
  if (current) {
    if (sameType(type, current)) return {valid: true, bound: true}
    if (!fits(known, type, current)) return {valid: false, bound: true}
    const general = mostGeneral(type, current)
    if (!mentions(known, param, general)) known.set(param.name, general)
    return {valid: true, bound: true}
  }
  if (mentions(known, param, type)) return {valid: false, bound: false}
  known.set(param.name, type)
  return {valid: true, bound: false}
}

function mentions(known: Substitutions, param: Type, within: Type): boolean {
  if (sameType(param, within)) return true
  if (within.kind === 'param') {
    const found = known.get(within.name)
    return found !== undefined && mentions(known, param, found)
  }
  return within.params.some(inner => mentions(known, param, inner))
}

function isEqualOrLessSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true
  if (isDyn(b) || b.kind === 'param') return false
  if (a.kind !== b.kind) return false
  if (a.kind === 'type') return true
  if (a.name !== b.name || a.params.length !== b.params.length) return false
  return a.params.every((param, index) => isEqualOrLessSpecific(param, b.params[index]!))
}
