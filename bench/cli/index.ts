// Whole commands, interleaved with what people would use instead, as ratios of medians; and what a daemon at rest holds.
import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {residentMemory} from '../support/cost.ts'
import {kctl, repository} from '../support/repository.ts'
import {firstRealPod} from './real.ts'

const runs = Number(process.env['RUNS'] ?? 21)
const home = mkdtempSync(join(tmpdir(), 'kctl-bench-'))
const kubeconfig = join(home, 'kubeconfig')
// The variable costs node 20 a third of its start; most machines are without it.
const {NODE_EXTRA_CA_CERTS: _, KUBECONFIG: __, ...inherited} = process.env
const env = {...inherited, KCTL_HOME: home}

const run = (program: string, ...args: string[]): number => {
  const before = performance.now()
  const {status, stderr} = spawnSync(program, args, {env, encoding: 'utf8'})
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
  return performance.now() - before
}
const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!
const show = (name: string, time: number, reference?: number, rival = 'kubectl'): void =>
  console.log(
    `${name.padEnd(44)} ${time.toFixed(0).padStart(6)} ms${reference === undefined ? '' : `   ${(time / reference).toFixed(2)} × ${rival}`}`,
  )

/** A home that is not there yet, `kctl cluster start`, and stock kubectl until its pod runs. */
function firstPod(): number {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-bench-'))
  const fresh = {...env, KCTL_HOME: join(folder, 'home'), HOME: folder}
  writeFileSync(join(folder, 'pod.yaml'), manifest)
  const before = performance.now()
  execFileSync(kctl, ['cluster', 'start', '--port', '0'], {env: fresh, stdio: 'ignore'})
  const config = join(folder, 'kubeconfig')
  writeFileSync(config, execFileSync(kctl, ['cluster', 'kubeconfig'], {env: fresh}))
  const kubectl = (...args: string[]) =>
    execFileSync('kubectl', ['--kubeconfig', config, ...args], {env: fresh, stdio: 'ignore'})
  kubectl('apply', '-f', join(folder, 'pod.yaml'))
  kubectl('wait', '--for=jsonpath={.status.phase}=Running', 'pod/web', '--timeout=60s')
  const took = performance.now() - before
  execFileSync(kctl, ['cluster', 'stop'], {env: fresh, stdio: 'ignore'})
  rmSync(folder, {recursive: true, force: true})
  return took
}

/** The same with Kubernetes' own programs, and what they make of the commands that are measured; undefined where they are not built. */
async function besideReal(): Promise<{firstPod: number; kubectl: number; kctl: number; memory: number} | undefined> {
  if (process.env['REAL'] === 'no') return undefined
  const first = await firstRealPod(env, manifest)
  if (!first) return undefined
  const firsts = [first.took]
  const args = ['--kubeconfig', first.server.kubeconfig, 'get', 'pods']
  const [theirs, ours]: [number[], number[]] = [[], []]
  for (let index = 0; index < runs; index += 1) {
    theirs.push(run('kubectl', ...args))
    ours.push(run(kctl, ...args))
  }
  const memory = residentMemory(first.server.pids).now
  await first.stop()
  for (let time = 0; time < 2; time += 1) {
    const again = (await firstRealPod(env, manifest))!
    firsts.push(again.took)
    await again.stop()
  }
  return {firstPod: median(firsts), kubectl: median(theirs), kctl: median(ours), memory}
}

const manifest = execFileSync(kctl, ['run', 'web', '--image=nginx', '--dry-run=client', '-o', 'yaml'], {
  env,
  encoding: 'utf8',
})
const real = await besideReal()
show('nothing → three pods Running, one-shot', run(kctl, 'apply', '-f', join(repository, 'examples/web.yaml')))
if (real) show("nothing → a pod Running, Kubernetes' own, kwok", real.firstPod)
const firsts = median(Array.from({length: 5}, firstPod))
show('nothing → a pod Running, daemon, kubectl', firsts, real?.firstPod, "Kubernetes' own")
const oneShot = Array.from({length: runs}, () => run(kctl, 'get', 'pods'))
run(kctl, 'cluster', 'start', '--port', '0')
try {
  writeFileSync(kubeconfig, execFileSync(kctl, ['cluster', 'kubeconfig'], {env}))
  const kubectl = ['--kubeconfig', kubeconfig, 'get', 'pods']
  run('kubectl', ...kubectl)
  const daemon: number[] = []
  const reference: number[] = []
  for (let index = 0; index < runs; index += 1) {
    daemon.push(run(kctl, 'get', 'pods'))
    reference.push(run('kubectl', ...kubectl))
  }
  show('kubectl get pods, daemon', median(reference))
  show('kctl get pods, daemon', median(daemon), median(reference))
  show('kctl get pods, one-shot', median(oneShot), median(reference))
  if (real) {
    show("kubectl get pods, Kubernetes' own", real.kubectl)
    show("kctl get pods, Kubernetes' own", real.kctl, real.kubectl)
  }
  const {pid} = JSON.parse(readFileSync(join(home, 'clusters/default/daemon.json'), 'utf8')) as {pid: number}
  const resident = residentMemory([pid]).now
  console.log(
    `resident memory of the daemon, 3 nodes ${resident} MB${real ? `; of Kubernetes' own programs, 1 node, ${real.memory} MB` : ''}`,
  )
} finally {
  run(kctl, 'cluster', 'stop')
  rmSync(home, {recursive: true, force: true})
}
