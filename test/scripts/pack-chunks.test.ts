import assert from 'node:assert/strict'
import {join} from 'node:path'
import {createContext, Script} from 'node:vm'

interface Chunk {
  path: string
  text: string
  entryPoint?: string
  imports?: {path: string; kind: string}[]
}
type Exports = Record<string, unknown>
type ChunkTable = Record<string, (need: (id: string) => Exports) => Exports>

const {packChunks} = (await import(join(import.meta.dirname, '../../scripts/pack-chunks.mjs'))) as {
  packChunks: (given: unknown) => Record<string, string>
}

/** Two scripts: what `main.ts` needs at once, and the rest. */
function packed(chunks: Chunk[]) {
  const outputs = Object.fromEntries(
    chunks.map(({path, entryPoint, imports = []}) => [`dist/${path}`, {entryPoint, imports}]),
  )
  return packChunks({
    outputs: chunks.map(({path, text}) => ({path: `/somewhere/dist/${path}`, text})),
    metafile: {outputs},
    scripts: {first: {entries: ['main.ts']}, second: {}},
  })
}

/** Runs packed scripts as bin/kctl does, and tells in what order chunks were needed. */
function running(scripts: Record<string, string>) {
  const context = createContext({})
  const tables = Object.entries(scripts).map(
    ([name, text]) =>
      new Script(text, {filename: `${name}.cjs`}).runInContext(context)(
        (module: string) => (module === 'node:url' ? {pathToFileURL: () => ({href: 'file:///here'})} : {module}),
        '/here',
        '/',
      ) as ChunkTable,
  )
  const table: ChunkTable = Object.assign({}, ...tables)
  const loaded = new Map<string, Exports>()
  const need = (id: string): Exports => {
    if (!loaded.has(id)) loaded.set(id, table[id]!(need))
    return loaded.get(id)!
  }
  return {need, loaded}
}

describe('packChunks', () => {
  const chunks: Chunk[] = [
    {
      path: 'main.js',
      entryPoint: 'main.ts',
      text: 'import{a as x,b}from"./shared.js";var y=[x,b];import{join as j}from"node:path";import z,{q as r}from"better-sqlite3";import*as fs from"node:fs";var later=()=>import("./later.js"),pkg=()=>import("just-bash");export{y as values,later,pkg,z,r,fs};\n',
      imports: [
        {path: 'dist/shared.js', kind: 'import-statement'},
        {path: 'dist/later.js', kind: 'dynamic-import'},
      ],
    },
    {path: 'shared.js', text: 'var a=1,text=`;import{x}from"y z";`;export{a,text as b};\n'},
    {
      path: 'later.js',
      entryPoint: 'later.ts',
      text: 'import{a}from"./shared.js";function old(){return{sum:a+1}}export default old();\n',
      imports: [{path: 'dist/shared.js', kind: 'import-statement'}],
    },
  ]

  it('puts into the first script what its entry point needs at once, into the last the rest', () => {
    const scripts = packed(chunks)

    const names = (text = '') => [...text.matchAll(/^"([\w/-]+)"\(__need\)/gm)].map(([, name]) => name).sort()
    assert.deepEqual(names(scripts['first']), ['first/main', 'first/shared'])
    assert.deepEqual(names(scripts['second']), ['second/later'])
  })

  it('runs a chunk when it is needed, once, and shares it among scripts', async () => {
    const {need, loaded} = running(packed(chunks))

    const main = need('first/main') as {later(): Promise<Exports>}
    assert.deepEqual([...loaded.keys()].sort(), ['first/main', 'first/shared'])
    const later = await main.later()

    assert.equal(later['sum'], 2)
    assert.equal((later['default'] as Exports)['sum'], 2)
    assert.equal(loaded.get('second/later'), later)
  })

  it('takes names, defaults and whole modules from where they are', async () => {
    const {need} = running(packed(chunks))

    const {values, z, r, fs, pkg} = need('first/main') as Record<string, unknown> & {pkg(): Promise<Exports>}

    assert.deepEqual([...(values as unknown[])], [1, ';import{x}from"y z";'])
    assert.deepEqual({...(z as object)}, {module: 'better-sqlite3'})
    assert.equal(r, undefined)
    assert.equal((fs as {module: string}).module, 'node:fs')
    assert.equal(((await pkg())['default'] as {module: string}).module, 'just-bash')
  })
})
