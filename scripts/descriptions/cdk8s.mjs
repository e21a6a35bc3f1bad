// cdk8s-plus-34 carries the types that users write, generated from Kubernetes 1.34, fields that are types of their own included, each with its
// name in a @schema tag. It has no status and no values of enums, and its lines lose their indentation.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {textOf} from './comment.mjs'

/** The prose of all types, by type and field. */
export function readCdk8s(packages) {
  const text = readFileSync(join(packages, 'cdk8s-plus-34/lib/imports/k8s.d.ts'), 'utf8')
  const prose = {}
  for (const [, comment] of text.matchAll(/\/\*\*\n((?:\s*\*(?!\/).*\n)+?)\s*\*\//g)) {
    const [, name, field = ''] = /@schema (io\.k8s\.[^\s#]+)(?:#(\S+))?/.exec(comment) ?? []
    const words = textOf(comment).replace(/\n*@(schema|default|jsii|deprecated)[\s\S]*$/, '')
    if (!name || !words) continue
    prose[name] ??= {}
    prose[name][field] ??= words
  }
  return prose
}
