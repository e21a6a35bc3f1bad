// @kubernetes/client-node is generated from the very version of Kubernetes. Its comments lose line breaks, and say nothing of fields whose
// type is a type of its own; of those that are no more than a scalar or any JSON to it, they say what the type is.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {textOf} from './comment.mjs'

const namedScalars = {
  IntOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  V1MicroTime: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
}

/** The prose of the types that are asked for, by type and field, with blanks where line breaks were. */
export function readClientNode(packages, names) {
  const models = join(packages, '@kubernetes/client-node/dist/gen/models')
  const files = new Set(readdirSync(models).filter(name => name.endsWith('.d.ts')))
  const prose = {}
  for (const name of names) {
    const file = modelOf(name, files)
    if (file) prose[name] = {...readModel(readFileSync(join(models, file), 'utf8'), prose), ...prose[name]}
  }
  return prose
}

/** Models are named by version and kind; where groups clash, by group, version and kind. */
function modelOf(name, files) {
  const parts = name.split('.')
  const kind = parts.at(-1)
  const version = capital(parts.at(-2))
  const group = capital(parts.at(-3) ?? '')
  return [`${group}${version}${kind}.d.ts`, `${version}${kind}.d.ts`, `${kind}.d.ts`, `Version${kind}.d.ts`].find(
    file => files.has(file),
  )
}

function readModel(text, all) {
  const prose = {}
  const [head, body = ''] = text.split(/export declare class \w+ \{/)
  const own = [...head.matchAll(/\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\//g)].at(-1)?.[1]
  if (own && !own.includes('OpenAPI Generator')) prose[''] = plain(own)
  for (const [, comment, field, type] of body.matchAll(/\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\/\s*'([^']+)'\??: ([\w.]*)/g)) {
    const scalar = namedScalars[type]
    if (scalar) all[scalar] = {'': plain(comment)}
    else prose[field.replace(/^_/, '')] = plain(comment)
  }
  return prose
}

/** The generator escapes quotes, and what would end its comments. */
const plain = comment =>
  textOf(comment)
    .replace(/\\(['"`\\])/g, '$1')
    .replaceAll('*_/', '*/')
    .replaceAll('/_*', '/*')

const capital = word => word.charAt(0).toUpperCase() + word.slice(1)
