import {basename} from 'node:path'

/**
 * Makes scripts of the chunks into which esbuild splits the program. A script evaluates to a table of functions, one a chunk, of which each is compiled
 * and run when somebody first needs it, whichever script it is in: so all share their modules, and V8's code cache holds nothing that has not run.
 *
 * `outputs` are esbuild's, `metafile` tells how they hang together, `scripts` what goes where: by the script's name, a function that tells of the chunks that
 * are reached from a set of entry points. Returns the text of each script.
 */
export function packChunks({outputs, metafile, scripts}) {
  const chunks = new Map(outputs.map(({path, text}) => [basename(path), text]))
  const graph = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]))
  const homes = new Map()
  for (const [script, {entries, follow}] of Object.entries(scripts))
    for (const chunk of reached(graph, entries, follow)) if (!homes.has(chunk)) homes.set(chunk, script)
  const ids = new Map([...homes].map(([chunk, script]) => [chunk, `${script}/${basename(chunk, '.js')}`]))
  const texts = Object.fromEntries(Object.keys(scripts).map(script => [script, []]))
  for (const [chunk, script] of homes)
    texts[script].push(`${JSON.stringify(ids.get(chunk))}(__need){${asFunctionBody(chunks.get(chunk), ids)}}`)
  return Object.fromEntries(Object.entries(texts).map(([script, functions]) => [script, scriptOf(functions)]))
}

/** The chunks that are loaded along with those of the entry points; `follow` says which lazy imports to go along with, by the source behind them. */
function reached(graph, entries, follow) {
  const byEntry = new Map([...graph].map(([chunk, {entryPoint}]) => [entryPoint, chunk]))
  const waiting = entries ? entries.map(entry => byEntry.get(entry)) : [...graph.keys()]
  const found = new Set()
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (found.has(chunk)) continue
    found.add(chunk)
    for (const {path, kind, external} of graph.get(chunk).imports) {
      const next = basename(path)
      if (!external && (kind !== 'dynamic-import' || follow?.(graph.get(next).entryPoint))) waiting.push(next)
    }
  }
  return found
}

const scriptOf = functions =>
  `(function(require,__filename,__dirname){"use strict";const __bundleUrl=require("node:url").pathToFileURL(__filename).href,__namespace=m=>({__proto__:m,default:m});return{\n${functions.join(',\n')}\n}})`

/** As esbuild writes them: other chunks at the head of a chunk, Node's modules and packages wherever a module of it wants them. */
const importStatement =
  /(?<=^|[;}\n])import(?:(?<clause>[\w$\s*,]*(?:\{[^{}"']*\})?\s*)from)?\s*"(?<from>\.\/[\w.-]+\.js|node:[\w/]+|[\w@/-]+)";?/g
const lazyImport = /\bimport\("(\.\/[\w.-]+\.js|node:[\w/]+|[\w@/-]+)"\)/g
const exportStatement = /export\s*(?:\{(?<names>[^{}]*)\}|default (?<value>[\w$]+\(\)));?\s*$/

/** Imports become constants: no chunk is half-loaded when another one needs it, since esbuild's chunks form no circles. */
function asFunctionBody(text, ids) {
  const imports = []
  const {names = '', value} = exportStatement.exec(text)?.groups ?? {}
  const body = text
    .replace(exportStatement, '')
    .replaceAll(importStatement, (...match) => {
      const {clause, from} = match.at(-1)
      imports.push(asConstants(clause?.trim(), from, ids))
      return ''
    })
    .replaceAll(
      lazyImport,
      (_, from) =>
        `Promise.resolve().then(()=>${isChunk(from) ? needed(from, ids) : `__namespace(require("${from}"))`})`,
    )
  const exported = names
    .split(',')
    .filter(Boolean)
    .map(renamed)
    .map(([local, name]) => `${name}:${local}`)
  // What is exported so is a CommonJS module, whose names Node would find.
  return `${imports.join('')}${body};return${value ? ` __namespace(${value})` : `{${exported.join(',')}}`}`
}

/** `a,{b as c}` or `*as d` of a module. */
function asConstants(clause, from, ids) {
  const value = isChunk(from) ? needed(from, ids) : `require("${from}")`
  if (!clause) return `${value};`
  const [, star] = /^\*\s*as\s+([\w$]+)$/.exec(clause) ?? []
  if (star) return `const ${star}=${isChunk(from) ? value : `__namespace(${value})`};`
  const [, main, , names] = /^([\w$]+)?\s*(,)?\s*(?:\{([^}]*)\})?$/.exec(clause)
  const list = (names ?? '').split(',').filter(Boolean).map(renamed)
  return [
    ...(main ? [`const ${main}=${isChunk(from) ? `${value}.default` : value};`] : []),
    ...(list.length > 0 ? [`const{${list.map(([name, local]) => `${name}:${local}`).join(',')}}=${value};`] : []),
  ].join('')
}

const isChunk = from => from.startsWith('./')

const needed = (from, ids) => `__need(${JSON.stringify(ids.get(basename(from)))})`

/** `a as b` → [a, b]. */
function renamed(text) {
  const [from, to] = text.trim().split(/\s+as\s+/)
  return [from, to ?? from]
}
