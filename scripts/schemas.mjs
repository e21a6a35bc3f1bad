/**
 * Derives src/api/schema/type-table.ts from the published OpenAPI schemas and from the Go types behind them (which alone know the order of
 * fields, pointers, omitempty and the names that decoding errors show). Run by hand when the Kubernetes version changes:
 *
 *   node scripts/schemas.mjs SCHEMAS.json GO_MODULES/k8s.io VERSION
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {isDeepStrictEqual} from 'node:util'

const [schemasFile, modules, version] = process.argv.slice(2)
const schemas = JSON.parse(readFileSync(schemasFile, 'utf8'))
const packages = new Map()

/** What the inflater takes for granted: these types have a meaning of their own, not fields. */
const scalars = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'm',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
}

/** Structs without fields, which look like anything at all. */
const emptyStructs = new Set(['io.k8s.api.apiserverinternal.v1alpha1.StorageVersionSpec'])

const lines = Object.keys(schemas)
  .sort()
  .map(name => `${shorten(name)} ${JSON.stringify(compact(name))}`)
const target = new URL('../src/api/schema/type-table.ts', import.meta.url)
writeFileSync(
  target,
  `/** Every type of Kubernetes ${version.replace('0', '1')}, one line each, written by scripts/schemas.mjs. How to read it: inflate.ts. */\nexport const typeTable =\n  '${lines
    .join('\n')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')}'\n`,
)

function compact(name) {
  const schema = schemas[name]
  const out = {}
  if (scalars[name]) return {s: scalars[name]}
  if (schema['x-kubernetes-group-version-kind'])
    out.k = schema['x-kubernetes-group-version-kind'].map(({group, version, kind}) => [group, version, kind])
  if (schema['x-kubernetes-map-type'] === 'atomic') out.m = 1
  if (schema['x-kubernetes-unions']) out.u = schema['x-kubernetes-unions']
  if (schema.required) out.r = schema.required
  if (emptyStructs.has(name)) return {...out, f: []}
  if (!schema.properties) return {...out, s: schema.type === 'object' ? 'o' : 'j'}
  const order = goStruct(name)
  const names = Object.keys(schema.properties)
  const unknown = names.filter(field => !order.has(field))
  if (unknown.length > 0) console.error(`${name}: no Go field for ${unknown.join(', ')}`)
  names.sort((a, b) => [...order.keys()].indexOf(a) - [...order.keys()].indexOf(b))
  out.f = names.map(field => compactField(field, schema.properties[field], order.get(field)))
  return out
}

function compactField(field, schema, go) {
  const extra = {}
  const code = typeCode(schema, extra)
  if (schema.enum) extra.e = schema.enum
  if ('default' in schema) extra.d = schema.default
  if (schema['x-kubernetes-list-type']) extra.l = schema['x-kubernetes-list-type']
  if (schema['x-kubernetes-list-map-keys']) extra.k = schema['x-kubernetes-list-map-keys']
  if (schema['x-kubernetes-patch-merge-key']) extra.pk = schema['x-kubernetes-patch-merge-key']
  if (schema['x-kubernetes-patch-strategy']) extra.ps = schema['x-kubernetes-patch-strategy']
  if (schema['x-kubernetes-map-type']) extra.m = schema['x-kubernetes-map-type']
  if (go) {
    if (go.pointer) extra.p = 1
    if (go.omit !== 1) extra.o = go.omit
    if (go.type !== derivedGoType(code)) extra.g = go.type
  }
  return Object.keys(extra).length > 0 ? [field, code, extra] : [field, code]
}

function typeCode(schema, extra) {
  const reference = schema.$ref ?? schema.allOf?.[0].$ref
  if (reference) return `#${shorten(reference.replace('#/components/schemas/', ''))}`
  if (schema.type === 'array') {
    if ('default' in schema.items) {
      extra.i = schema.items.default
      if (isDeepStrictEqual(extra.i, {}) || extra.i === '' || extra.i === 0) extra.i = 1
    }
    if (schema.items.enum) extra.ie = schema.items.enum
    if (schema.items['x-kubernetes-list-type']) extra.il = schema.items['x-kubernetes-list-type']
    return `[${typeCode(schema.items, extra)}`
  }
  if (schema.additionalProperties) {
    if ('default' in schema.additionalProperties) extra.i = 1
    if (schema.additionalProperties.items && 'default' in schema.additionalProperties.items) extra.j = 1
    if (schema.additionalProperties['x-kubernetes-list-type'])
      extra.il = schema.additionalProperties['x-kubernetes-list-type']
    if (schema.additionalProperties.enum) extra.ie = schema.additionalProperties.enum
    return `{${typeCode(schema.additionalProperties, {})}`
  }
  const code = {
    string: 's',
    'string/byte': 'y',
    'integer/int32': 'i',
    'integer/int64': 'l',
    integer: 'k',
    'number/double': 'n',
    boolean: 'b',
    object: 'o',
  }[schema.format ? `${schema.type}/${schema.format}` : schema.type]
  if (!code) throw new Error(`no code for ${JSON.stringify(schema)}`)
  return code
}

function derivedGoType(code) {
  if (code.startsWith('[')) return `[]${derivedGoType(code.slice(1))}`
  if (code.startsWith('{')) return `map[string]${derivedGoType(code.slice(1))}`
  if (code.startsWith('#')) return goTypeName(code.slice(1))
  return {s: 'string', y: '[]uint8', i: 'int32', l: 'int64', k: 'int', n: 'float64', b: 'bool', o: 'object'}[code]
}

function goTypeName(short) {
  return short.split('.').slice(-2).join('.')
}

function shortTypeName(name) {
  return name.split('.').at(-1)
}

function shorten(name) {
  return name.replace(/^io\.k8s\./, '').replace(/^api\./, '')
}

/** JSON name → {type, pointer, omit: 0 never | 1 when empty | 2 when zero}, embedded structs in place. */
function goStruct(name) {
  const found = goPackage(name)
  const type = shortTypeName(name)
  const fields = new Map()
  collect(type, found, fields)
  return fields
}

function collect(type, found, fields) {
  const alias = found.aliases.get(type)
  if (alias) return collect(alias.type, goPackage(`io.k8s.api.${found.group}.${alias.version}.X`), fields)
  const body = found.structs.get(type)
  if (!body) return console.error(`no Go struct ${found.name}.${type}`)
  for (const line of body) {
    const match = /^(?:(\w+)\s+)?([^\s`]+)\s+`.*?json:"([^"]*)"/.exec(line)
    if (!match) continue
    const [, , goType, tag] = match
    const [jsonName, ...options] = tag.split(',')
    if (jsonName === '-') continue
    if (jsonName === '') {
      const embedded = goType.replace(/^\*/, '')
      if (embedded.endsWith('TypeMeta')) {
        fields.set('kind', {type: 'string', pointer: false, omit: 1})
        fields.set('apiVersion', {type: 'string', pointer: false, omit: 1})
        continue
      }
      collectEmbedded(embedded, found, fields)
      continue
    }
    fields.set(jsonName, {
      type: reflectType(goType.replace(/^\*/, ''), found.name),
      pointer: goType.startsWith('*'),
      omit: options.includes('omitzero') ? 2 : options.includes('omitempty') ? 1 : 0,
    })
  }
}

function collectEmbedded(embedded, found, fields) {
  const dot = embedded.indexOf('.')
  if (dot > 0) collect(embedded.slice(dot + 1), goPackage('io.k8s.api.core.v1.X'), fields)
  else collect(embedded, found, fields)
}

function reflectType(type, packageName) {
  if (type.startsWith('[]')) return `[]${reflectType(type.slice(2), packageName)}`
  if (type.startsWith('*')) return `*${reflectType(type.slice(1), packageName)}`
  const map = /^map\[([^\]]+)\](.*)$/.exec(type)
  if (map) return `map[${reflectType(map[1], packageName)}]${reflectType(map[2], packageName)}`
  if (type === 'byte') return 'uint8'
  if (/^[a-z]\w*$/.test(type)) return type
  const dot = type.indexOf('.')
  if (dot < 0) return `${packageName}.${type}`
  const alias = type.slice(0, dot)
  const real = /v\d\w*$/.exec(alias)
  return `${real ? real[0] : alias}.${type.slice(dot + 1)}`
}

function goPackage(name) {
  const folder = name
    .replace(/^io\.k8s\.api\.(\w+)\.(\w+)\..*/, `api@v${version}/$1/$2`)
    .replace(
      /^io\.k8s\.(apiextensions-apiserver|kube-aggregator|apimachinery)\.(.*)\.\w+$/,
      (_, module, rest) => `${module}@v${version}/${rest.replaceAll('.', '/')}`,
    )
  if (packages.has(folder)) return packages.get(folder)
  const [group, packageName] = folder.split('/').slice(-2)
  const found = {name: packageName, group, structs: new Map(), aliases: new Map()}
  for (const file of readdirSync(path.join(modules, folder)).filter(file =>
    /^(\w+_)?types(_\w+)?\.go$|^types\.go$|^version\.go$/.test(file),
  ))
    readStructs(readFileSync(path.join(modules, folder, file), 'utf8'), found)
  packages.set(folder, found)
  return found
}

/** Structs, and those that are another version's of the same group. */
function readStructs(source, {structs, aliases}) {
  for (const [, name, version, type] of source.matchAll(/^type (\w+) =? ?(v\d\w*)\.(\w+)$/gm))
    aliases.set(name, {version, type})
  for (const [, name, body] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
    structs.set(
      name,
      body
        .split('\n')
        .map(line => line.trim())
        .filter(line => line && !line.startsWith('//')),
    )
}
