import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {homedir, tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {promisify} from 'node:util'

const run = promisify(execFile)
const kctl = resolve(import.meta.dirname, '../../bin/kctl')
const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const folder = join(process.env['KCTL_REFERENCE'] ?? join(cache, 'kctl-reference'), 'bin')

/** Where one of Kubernetes' own programs is, if it is. */
export const realProgram = (name: string): string => join(folder, name)

/** Whether Kubernetes' own programs are on this machine. */
export const haveRealPrograms = (...names: string[]): boolean => names.every(name => existsSync(realProgram(name)))

/** A daemon of the built kctl in a temporary home, and Kubernetes' own programs at work on it. */
export interface MixedCluster {
  kubeconfig: string
  /** The folder with the cluster's keys. */
  pki: string
  kubectl(...args: string[]): Promise<string>
  /** kubectl with an object or several on stdin. */
  create(...objects: object[]): Promise<void>
  /** Starts one of Kubernetes' programs. */
  start(name: string, ...args: string[]): void
  /** What a program has logged as errors so far, less what it says of a healthy Kubernetes too. */
  errors(name: string): string[]
  stop(): Promise<void>
}

/** `disable` names the part of kctl that makes room for a real one. */
export async function startMixedCluster(disable?: string): Promise<MixedCluster> {
  const home = mkdtempSync(join(tmpdir(), 'kctl-mixed-'))
  const env = {...process.env, KCTL_HOME: home, HOME: home}
  const port = await freePort()
  const children: ChildProcess[] = []
  const launch = (name: string, file: string, args: string[]): ChildProcess => {
    const log = openSync(join(home, `${name}.log`), 'w')
    const child = spawn(file, args, {env, stdio: ['ignore', log, log]})
    children.push(child)
    return child
  }
  const kubeconfig = join(home, 'kubeconfig')
  const kubectl = async (...args: string[]) =>
    (await run(realProgram('kubectl'), ['--kubeconfig', kubeconfig, ...args], {env})).stdout
  launch('kctl', kctl, [
    'cluster',
    'start',
    '--foreground',
    ...(disable ? [`--disable=${disable}`] : []),
    `--port=${port}`,
  ])
  await untilSaid(join(home, 'kctl.log'), 'serving cluster')
  writeFileSync(kubeconfig, (await run(kctl, ['cluster', 'kubeconfig'], {env})).stdout)
  return {
    kubeconfig,
    pki: join(home, 'clusters/default/pki'),
    kubectl,
    async create(...objects) {
      const file = join(home, 'objects.json')
      writeFileSync(file, JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}))
      await kubectl('create', '-f', file)
    },
    start(name, ...args) {
      launch(name, realProgram(name), [`--kubeconfig=${kubeconfig}`, ...args])
    },
    errors: name =>
      readFileSync(join(home, `${name}.log`), 'utf8')
        .split('\n')
        .filter(line => /^[EF]\d{4} /.test(line) && !usualRace.test(line)),
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue
        const gone = once(child, 'exit')
        child.kill()
        await gone
      }
      rmSync(home, {recursive: true, force: true})
    },
  }
}

/** Races that every Kubernetes has and gets over: the garbage collector, a workload's controller and the namespace's deletion may meet at an object, and one finds it gone. */
export const usualRace =
  /garbagecollector\.node.* not found|the object has been modified|because it is being terminated|Precondition failed: UID|already exists|(statefulset|replicaset)\S* \\?"\S+ not found/

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as {port: number}
  server.close()
  return port
}

/** A daemon says in its log when it serves. */
async function untilSaid(file: string, text: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (readFileSync(file, 'utf8').includes(text)) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`not said within 30 s: ${text}\n${readFileSync(file, 'utf8').slice(-2000)}`)
}
