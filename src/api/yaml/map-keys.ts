import {load} from 'js-yaml'
import {kubernetesYaml} from './schema.ts'
import {YamlError} from './yaml-error.ts'

/** Where a mapping or a list may stand as a key: `{{ .Values.name }}` of a template that nobody rendered, or `? [a]`. */
const mayHaveSuchKeys = /[{?]\s*[{[]/

/**
 * Refuses keys that are mappings or lists, as go-yaml does. js-yaml makes text of them; what it has read as a node and is no part of the
 * value was a key.
 */
export function refuseMapKeys(text: string, value: unknown): void {
  if (!mayHaveSuchKeys.test(text)) return
  const nodes = new Set<object>()
  load(text, {
    schema: kubernetesYaml,
    json: true,
    listener: (event, {result}: {result: unknown}) => {
      if (event === 'close' && typeof result === 'object' && result !== null) nodes.add(result)
    },
  })
  const parts = new Set<unknown>()
  const strays = [...nodes]
  for (const node of strays) for (const child of Object.values(node)) parts.add(child)
  const merges = text.includes('<<')
  const root = strays.at(-1)
  const key = strays.find(node => node !== root && !parts.has(node) && !(merges && !hasTextOfObject(value)))
  if (key !== undefined) throw new YamlError(`yaml: invalid map key: ${goSyntax(key)}`)
}

/** What is merged by `<<` is no part of the value either; then only js-yaml's own text tells of a key. */
const hasTextOfObject = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, child]) => key === '[object Object]' || hasTextOfObject(child))

/** As Go's %#v prints it. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value !== 'object') return JSON.stringify(value)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[interface {}]interface {}{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${goSyntax(item)}`).join(', ')}}`
}
