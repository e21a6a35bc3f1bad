// Writes dist/descriptions.json: what `kubectl explain` says of every built-in type and field, taken from the documentation comments of
// installed packages, none of which has all of it. By type name, then by field; '' is the type itself.
// Under `parameters`, what operations' parameters mean.
// Why three sources, and who is believed: docs/decisions/0060-prose-from-three-packages.md.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {readCdk8s} from './cdk8s.mjs'
import {chooseProse} from './choose-prose.mjs'
import {readClientNode} from './client-node.mjs'
import {readKubernetesModels} from './kubernetes-models.mjs'
import {readParameters} from './parameters.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const packages = join(root, 'node_modules')
const names = typeNames(readFileSync(join(root, 'src/api/schema/type-table.ts'), 'utf8'))

const clientNode = readClientNode(packages, names)
const models = readKubernetesModels(packages, names)
const cdk8s = readCdk8s(packages)

const ownTexts = new Set(Object.values(models).map(prose => prose['']))

const descriptions = {parameters: readParameters(packages)}
for (const name of names) {
  const sources = {clientNode: clientNode[name] ?? {}, models: models[name] ?? {}, cdk8s: cdk8s[name] ?? {}}
  const fields = new Set(Object.values(sources).flatMap(source => Object.keys(source)))
  if (fields.size === 0) continue
  descriptions[name] = {}
  for (const field of fields)
    if (!speaksOfItsType(field, sources))
      descriptions[name][field] = chooseProse(sources.clientNode[field], sources.models[field], sources.cdk8s[field])
}
mkdirSync(join(root, 'dist'), {recursive: true})
writeFileSync(join(root, 'dist/descriptions.json'), JSON.stringify(descriptions))

/** Whether client-node, which cannot name such types as JSON, puts the type's text where the field's was. */
function speaksOfItsType(field, {clientNode, models}) {
  return field !== '' && field in clientNode && !(field in models) && ownTexts.has(clientNode[field])
}

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
