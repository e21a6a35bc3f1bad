import {sortKeys, stringifyJson} from '../../api/json/index.ts'
import {kyamlKey, kyamlString} from './kyaml-string.ts'
import {withoutManagedFields} from './managed-fields.ts'
import type {ObjectPrinter, PrinterOptions} from './object-printer.ts'

/** `-o kyaml`: YAML with brackets, commas and quotes, a document at a time. */
export const kyamlPrinter = ({showManagedFields, keepOrder}: PrinterOptions): ObjectPrinter => ({
  print(object) {
    const shown = showManagedFields ? object : withoutManagedFields(object)
    return `---\n${node(keepOrder ? shown : sortKeys(shown), 0)}\n`
  },
})

function node(value: unknown, level: number): string {
  if (typeof value === 'string') return kyamlString(value, level + 1)
  if (Array.isArray(value)) return sequence(value, level)
  if (isMapping(value)) return mapping(value, level)
  return stringifyJson(value)
}

/** Brackets of lists of structs stand with those of the structs. */
function sequence(items: readonly unknown[], level: number): string {
  if (items.length === 0) return '[]'
  if (items.every(item => Array.isArray(item) || isMapping(item)))
    return `[${items.map(item => node(item, level)).join(', ')}]`
  return `[\n${items.map(item => `${indent(level + 1)}${node(item, level + 1)},\n`).join('')}${indent(level)}]`
}

function mapping(value: object, level: number): string {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, each]) => `${indent(level + 1)}${kyamlKey(key)}: ${node(each, level + 1)},\n`)
  return `{\n${lines.join('')}${indent(level)}}`
}

const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const indent = (level: number): string => '  '.repeat(level)
