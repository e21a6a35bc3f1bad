// Builds the program as three scripts, so that starting it is reading one file, two or three: dist/kctl.cjs is the command line, dist/cluster.cjs what reads
// an embedded cluster at rest, dist/running.cjs everything that runs in it and whatever else is seldom wanted. Then warms V8's code cache for them.
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {lazyOclif} from './lazy-oclif.mjs'
import {packChunks} from './pack-chunks.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What the command line imports only where it opens the embedded cluster: what is behind the cluster's door, and the commands that open it themselves. */
const behindTheDoor =
  /^src\/(cluster\/(?!index|daemon\/launch|lifecycle\/(status|kubeconfig))|commands\/(cluster\/(?!start|kubeconfig)|clock\/|node\/|etcdctl\/embedded)).*\.ts$/

/** Large, and for one kind of object. */
const seldom = /node_modules\/@peculiar\//

const {outputFiles, metafile} = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/run.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  charset: 'ascii',
  minify: true,
  legalComments: 'none',
  // Native, or loaded only by who needs them, from node_modules.
  external: ['better-sqlite3', 'better-sqlite3-node20', 'just-bash', '@kubernetes/client-node', '@grpc/grpc-js'],
  define: {'import.meta.url': '__bundleUrl'},
  plugins: [lazyOclif],
  logLevel: 'warning',
})
const scripts = packChunks({
  outputs: outputFiles,
  metafile,
  scripts: {
    kctl: {entries: ['src/cli/run.ts'], follow: module => !behindTheDoor.test(module) && !seldom.test(module)},
    cluster: {entries: ['src/cluster/open/open-cluster.ts', 'src/cluster/one-shot/open-one-shot.ts']},
    running: {},
  },
})

// V8 takes a cache for a script's own when the lengths agree, so that an older one could be run in place of what is built here.
const dist = join(root, 'dist')
mkdirSync(dist, {recursive: true})
for (const file of readdirSync(dist)) if (/\.cache$|-hashes\.json$/.test(file)) rmSync(join(dist, file))
for (const [name, text] of Object.entries(scripts)) writeFileSync(join(dist, `${name}.cjs`), text)
run(process.execPath, [join(root, 'scripts', 'descriptions', 'index.mjs')])

// What runs here is compiled into the cache; the rest stays lazy.
const home = mkdtempSync(join(tmpdir(), 'kctl-build-'))
const kctl = join(root, 'bin', 'kctl')
run(process.execPath, [kctl, 'get', 'namespaces'], {KCTL_HOME: home, KCTL_WRITE_CODE_CACHE: 'running'})
run(process.execPath, [kctl, 'get', 'pods', '-A'], {KCTL_HOME: home, KCTL_WRITE_CODE_CACHE: 'kctl,cluster'})
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
  if (status !== 0) {
    console.error(`build: ${args.join(' ')} exited with ${status}\n${stderr}`)
    process.exit(1)
  }
  return stdout
}
