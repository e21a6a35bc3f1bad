import type {Type, TypeKind} from '../types/type.ts'

interface FormatProblem {
  message: string
  /** The argument that is at fault. */
  argument?: number
}

const wanted: Record<string, {kinds: TypeKind[]; complaint: string}> = {
  d: {kinds: ['int', 'uint'], complaint: 'decimal clause can only be used on integers'},
  f: {kinds: ['double'], complaint: 'fixed-point clause can only be used on doubles'},
  e: {kinds: ['double'], complaint: 'scientific clause can only be used on doubles'},
  b: {kinds: ['int', 'uint', 'bool'], complaint: 'only integers and bools can be formatted as binary'},
  o: {kinds: ['int', 'uint'], complaint: 'octal clause can only be used on integers'},
  x: {
    kinds: ['int', 'uint', 'string', 'bytes'],
    complaint: 'only integers, byte buffers, and strings can be formatted as hex',
  },
  X: {
    kinds: ['int', 'uint', 'string', 'bytes'],
    complaint: 'only integers, byte buffers, and strings can be formatted as hex',
  },
}

/** What is wrong with a template for arguments of some types, before it runs. */
export function formatProblem(template: string, given: readonly Type[]): FormatProblem | undefined {
  let next = 0
  for (const [, verb = ''] of template.matchAll(/%(?:\.\d+)?([\s\S]?)/gu)) {
    if (verb === '%') continue
    if (verb === '') return {message: 'could not parse formatting clause: unexpected end of string'}
    if (verb !== 's' && !Object.hasOwn(wanted, verb))
      return {message: `could not parse formatting clause: unrecognized formatting clause "${verb}"`}
    const type = given[next]
    if (!type) return {message: `index ${next} out of range`}
    const rule = wanted[verb]
    if (rule && !['dyn', 'param', ...rule.kinds].includes(type.kind))
      return {message: `error during formatting: ${rule.complaint}, was given ${type.name}`, argument: next}
    next += 1
  }
  return undefined
}
