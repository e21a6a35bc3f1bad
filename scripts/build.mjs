// Builds dist/kctl.cjs: the whole program as one script, so that starting it is reading one file, and warms V8's code cache for it.
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {lazyOclif} from './lazy-oclif.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/run.ts'],
  outfile: 'dist/kctl.cjs',
  bundle: true,
  plugins: [lazyOclif],
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'ascii',
  minify: true,
  keepNames: false,
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
})

const descriptions = join(root, 'scripts', 'descriptions.mjs')
if (existsSync(descriptions)) run(process.execPath, [descriptions])

// What runs here is compiled into the cache; the rest stays lazy.
const home = mkdtempSync(join(tmpdir(), 'kctl-build-'))
const kctl = join(root, 'bin', 'kctl')
run(process.execPath, [kctl, 'get', 'namespaces'], {KCTL_HOME: home})
run(process.execPath, [kctl, 'get', 'pods', '-A'], {KCTL_HOME: home, KCTL_WRITE_CODE_CACHE: '1'})
rmSync(home, {recursive: true, force: true})

function run(command, args, environment = {}) {
  const {KUBECONFIG: _, NODE_OPTIONS: __, ...inherited} = process.env
  const {status, stderr} = spawnSync(command, args, {env: {...inherited, ...environment}, encoding: 'utf8'})
  if (status !== 0) console.error(`build: ${args.join(' ')} exited with ${status}\n${stderr}`)
}
