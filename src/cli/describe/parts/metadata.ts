import {compareKeys} from '../../../api/json/index.ts'
import {controllerOf, type ObjectMeta} from '../../../api/object.ts'
import type {Description} from '../description.ts'

type Values = Readonly<Record<string, string>> | undefined

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const longestAnnotation = 140

/** `Title:` and a line for each pair, in order of the keys; `indent` stands before each line. */
export function writeLabels(out: Description, title: string, labels: Values, indent = ''): void {
  const keys = Object.keys(labels ?? {}).sort(compareKeys)
  writeColumn(
    out,
    title,
    keys.map(key => `${key}=${labels?.[key]}`),
    indent,
  )
}

/** A title and lines beneath each other in the second column; `<none>` without lines. */
export function writeColumn(out: Description, title: string, lines: readonly string[], indent = ''): void {
  if (lines.length === 0) return out.line(0, `${indent}${title}:\t<none>`)
  for (const [index, line] of lines.entries()) out.line(0, `${indent}${index === 0 ? `${title}:` : ''}\t${line}`)
}

/** Annotations, long and multi-line ones below their keys and cut off. */
export function writeAnnotations(out: Description, title: string, annotations: Values): void {
  const keys = Object.keys(annotations ?? {})
    .filter(key => key !== lastApplied)
    .sort(compareKeys)
  if (keys.length === 0) return out.line(0, `${title}:\t<none>`)
  out.write(0, `${title}:`)
  for (const key of keys) {
    const value = (annotations?.[key] ?? '').replace(/\n$/, '')
    if (Buffer.byteLength(value) + Buffer.byteLength(key) + 2 <= longestAnnotation && !value.includes('\n')) {
      out.line(0, `\t${key}: ${value}`)
      continue
    }
    out.line(0, `\t${key}:`)
    for (const line of value.split('\n')) out.line(0, `\t  ${shortened(line, longestAnnotation - 2)}`)
  }
}

/** `a=1,b=2`, or `<none>`. */
export function inlineLabels(labels: Values): string {
  const keys = Object.keys(labels ?? {}).sort(compareKeys)
  return keys.map(key => `${key}=${labels?.[key]}`).join(',') || '<none>'
}

/** `ReplicaSet/web-1`, where a controller owns the object. */
export function writeController(out: Description, object: {metadata: ObjectMeta}): void {
  const owner = controllerOf(object)
  if (owner) out.field(0, 'Controlled By', `${owner.kind}/${owner.name}`)
}

/** The text's first bytes and dots, if it is longer. */
export function shortened(text: string, length: number): string {
  const bytes = Buffer.from(text)
  return bytes.length > length ? `${bytes.subarray(0, length).toString()}...` : text
}
