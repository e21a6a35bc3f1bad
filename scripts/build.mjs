// Builds the program as two scripts, so that starting it is reading one file or two: dist/kctl.cjs is the command line, dist/cluster.cjs the embedded
// cluster, read by those who open it. Then warms V8's code cache for both.
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, relative, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {lazyOclif} from './lazy-oclif.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What the command line imports from the other script, always lazily: the cluster's door, and the commands that open it themselves. */
const behindTheDoor = /^src\/(cluster\/index|commands\/(cluster|clock)\/[^/]+|commands\/etcdctl\/embedded)\.ts$/
const doors = new Set()

const splitOff = {
  name: 'split-off-the-cluster',
  setup(builder) {
    builder.onResolve({filter: /\.ts$/}, ({path, resolveDir, kind}) => {
      const file = relative(root, join(resolveDir, path)).split(sep).join('/')
      if (kind !== 'dynamic-import' || !behindTheDoor.test(file)) return undefined
      doors.add(file)
      return {path: `cluster:${file}`, external: true}
    })
  },
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'ascii',
  minify: true,
  legalComments: 'none',
  // Native, or loaded only by who needs them, from node_modules.
  external: ['better-sqlite3', 'just-bash', '@kubernetes/client-node'],
  define: {'import.meta.url': '__bundleUrl'},
  banner: {
    js: '(function(exports,require,module,__filename,__dirname){const __bundleUrl=require("node:url").pathToFileURL(__filename).href;',
  },
  footer: {js: '})'},
  // Scripts that come from the code cache cannot import(); what is external is required instead.
  supported: {'dynamic-import': false},
  logLevel: 'warning',
}

/** A command is its module's default export; importing another script's module makes the whole of it the default. */
const exported = file => (/^src\/commands\/(cluster|clock)\//.test(file) ? '.default' : '')

// V8 takes a cache for a script's own when the lengths agree, so that an older one could be run in place of what is built here.
const dist = join(root, 'dist')
for (const file of existsSync(dist) ? readdirSync(dist) : [])
  if (/\.cache$|-hashes\.json$/.test(file)) rmSync(join(dist, file))

await build({...common, entryPoints: ['src/cli/run.ts'], outfile: 'dist/kctl.cjs', plugins: [lazyOclif, splitOff]})
await build({
  ...common,
  stdin: {
    contents: `module.exports = {${[...doors].map(file => `'${file}': () => require('./${file}')${exported(file)}`).join(', ')}}`,
    resolveDir: root,
    loader: 'js',
  },
  outfile: 'dist/cluster.cjs',
  plugins: [lazyOclif],
})
run(process.execPath, [join(root, 'scripts', 'descriptions', 'index.mjs')])

// What runs here is compiled into the cache; the rest stays lazy.
const home = mkdtempSync(join(tmpdir(), 'kctl-build-'))
const kctl = join(root, 'bin', 'kctl')
run(process.execPath, [kctl, 'get', 'namespaces'], {KCTL_HOME: home})
run(process.execPath, [kctl, 'get', 'pods', '-A'], {KCTL_HOME: home, KCTL_WRITE_CODE_CACHE: '1'})
writeHashes(run(process.execPath, [kctl, 'get', '--raw', '/openapi/v3'], {KCTL_HOME: home}))
rmSync(home, {recursive: true, force: true})

/** The hashes that the server tells of its documents, before anybody has added kinds to it. */
function writeHashes(index) {
  const entries = Object.entries(JSON.parse(index).paths)
  const hashes = entries.map(([key, {serverRelativeURL}]) => [key, serverRelativeURL.split('?hash=')[1]])
  writeFileSync(join(dist, 'openapi-hashes.json'), JSON.stringify(Object.fromEntries(hashes)))
}

function run(command, args, environment = {}) {
  const {KUBECONFIG: _, NODE_OPTIONS: __, ...inherited} = process.env
  const {status, stdout, stderr} = spawnSync(command, args, {
    env: {...inherited, ...environment},
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) console.error(`build: ${args.join(' ')} exited with ${status}\n${stderr}`)
  return stdout
}
