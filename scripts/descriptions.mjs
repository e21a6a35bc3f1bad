// Writes dist/descriptions.json: what `kubectl explain` says of every built-in type and field, taken from the documentation comments of the
// installed @kubernetes/client-node. By type name, then by field; '' is the type itself.
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const models = join(root, 'node_modules/@kubernetes/client-node/dist/gen/models')
const table = readFileSync(join(root, 'src/api/schema/type-table.ts'), 'utf8')

const files = new Set(readdirSync(models).filter(name => name.endsWith('.d.ts')))
const descriptions = {}
for (const name of typeNames(table)) {
  const file = modelOf(name)
  if (file) descriptions[name] = readModel(readFileSync(join(models, file), 'utf8'))
}
mkdirSync(join(root, 'dist'), {recursive: true})
writeFileSync(join(root, 'dist/descriptions.json'), JSON.stringify(descriptions))

/** The table's lines start with the types' names, shortened. */
function typeNames(text) {
  const source = text.slice(text.indexOf("'") + 1)
  return source.split('\\n').map(line => {
    const name = line.slice(0, line.indexOf(' '))
    return /^(apimachinery|apiextensions-apiserver|kube-aggregator)\./.test(name)
      ? `io.k8s.${name}`
      : `io.k8s.api.${name}`
  })
}

/** Models are named by version and kind; where groups clash, by group, version and kind. */
function modelOf(name) {
  const parts = name.split('.')
  const kind = parts.at(-1)
  const version = capital(parts.at(-2))
  const group = capital(parts.at(-3) ?? '')
  return [`${group}${version}${kind}.d.ts`, `${version}${kind}.d.ts`, `${kind}.d.ts`, `Version${kind}.d.ts`].find(
    file => files.has(file),
  )
}

function readModel(text) {
  const prose = {}
  const [head, body = ''] = text.split(/export declare class \w+ \{/)
  const own = [...head.matchAll(/\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\//g)].at(-1)?.[1]
  if (own && !own.includes('OpenAPI Generator')) prose[''] = plain(own)
  for (const [, comment, field] of body.matchAll(/\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\/\s*'([^']+)'\??:/g)) {
    prose[field.replace(/^_/, '')] = plain(comment)
  }
  return prose
}

/** The generator escapes quotes and asterisks that would end its comments, and joins lines. */
function plain(comment) {
  const text = comment
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
    .replace(/\\(['"`\\])/g, '$1')
    .replaceAll('*_/', '*/')
  return paragraphs(text)
}

/**
 * Finds the paragraphs in joined lines: an empty line has become two blanks, an indented one more. Two blanks that merely follow the end
 * of a sentence are the author's habit where he put them after every one.
 */
function paragraphs(text) {
  const habit = !/[.!?] (?=[A-Z])/.test(text) && !/[^.!?] {2}(?=\S)/.test(text)
  const split = habit ? text : text.replace(/(?<=[.:!?;)"'`\]}>]) {2}(?=\S)/g, '\n\n')
  const list = split.includes('\n\n- ') ? split.replace(/(?<=\.) (?= *- )/g, '\n') : split
  return list.includes('\n') ? list.replace(/(?<=\S) {3}(?=\S)/g, '\n  ') : list
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
