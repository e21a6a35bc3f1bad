import {quantityType} from '../functions/signature.ts'
import type {Declaration} from '../types/declare.ts'
import {dynType, mapType, stringType, structType, type Type} from '../types/type.ts'

/** The limits of resource.k8s.io: characters of names and values, attributes and capacities of a device. */
const longestDomain = 63
const longestId = 32
const longestDriver = 63
const longestValue = 64
const mostEntries = 32

const sized = (type: Type, most: number): Declaration => ({type, least: 0, most})

/** Entries by domain, and within one by their names; values of any name are as large as the largest. */
function byDomain(value: Declaration, anyName: boolean): Declaration {
  const inner: Declaration = {
    type: mapType(stringType, value.type),
    least: 0,
    most: mostEntries,
    keys: sized(stringType, longestId),
    items: value,
    ...(anyName && {anyField: value}),
  }
  return {
    type: mapType(stringType, inner.type),
    least: 0,
    most: mostEntries,
    keys: sized(stringType, longestDomain),
    items: inner,
  }
}

const fields = new Map<string, Declaration>([
  ['driver', sized(stringType, longestDriver)],
  ['attributes', byDomain(sized(dynType, longestValue), true)],
  ['capacity', byDomain(sized(quantityType, 0), false)],
])

/** The variable `device` of selectors. */
export const deviceType = structType('kubernetes.DRADevice', new Map([...fields].map(([name, {type}]) => [name, type])))

export const deviceDeclaration: Declaration = {type: deviceType, least: 0, most: 0, fields}
