// `npm run bench [NAME ...]`: every benchmark, or those named, one after the other, each in a process of its own. The targets are in docs/architecture.md.
// With PROFILE=<folder>, those that can write the CPU profile of their main part there.
import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {heapOptions} from '../src/cluster/daemon/heap-options.ts'
import {buildBenchmarks, built} from './support/build.ts'
import {repository} from './support/repository.ts'

const benchmarks = ['cli', 'store', 'apiserver', 'scheduler', 'writes', 'cluster', 'scale']
const servers = ['apiserver/serve-kctl.ts']

const wanted = process.argv.length > 2 ? process.argv.slice(2) : benchmarks
const unknown = wanted.find(name => !benchmarks.includes(name))
if (unknown !== undefined) throw new Error(`no benchmark is called ${unknown}: there are ${benchmarks.join(', ')}`)
await buildBenchmarks([...wanted.map(name => `${name}/index.ts`), ...servers])
for (const name of wanted) {
  console.log(`\n== ${name}`)
  // The real control plane and kctl listen on loopback; what certificates a workplace adds plays no part.
  const {NODE_EXTRA_CA_CERTS: _, ...env} = process.env
  // The cluster's process has the heap that a daemon's has.
  const options = heapOptions({nodes: Number(process.env['NODES'] ?? 1000)})
  spawnSync(process.execPath, [...options, join(built, name, 'index.mjs')], {
    cwd: repository,
    stdio: 'inherit',
    env,
  })
}
