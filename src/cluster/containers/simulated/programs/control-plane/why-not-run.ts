import {parseYaml} from '../../../../../api/yaml/parse.ts'
import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'
import {booleanFlags, knownFlags} from './flags.ts'

/** Why a program ends at once: what it says on standard error. */
export interface Failure {
  stderr: string
}

const kubeconfigFlags = ['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig']
const fileFlags = ['client-ca-file', 'root-ca-file', 'service-account-private-key-file', 'cluster-signing-cert-file']

/** Looks at a program's command line, and at the files that it names, as the program does when it comes up; undefined: all is well. */
export async function whyNotRun(program: string, host: ProgramHost): Promise<Failure | undefined> {
  const known = knownFlags[program]
  if (!known) return undefined
  for (const word of host.argv.slice(1)) {
    const [, name, value] = /^--?([^=]*)(?:=(.*))?$/.exec(word) ?? []
    if (name === undefined) continue
    if (!known.has(name)) return {stderr: `Error: unknown flag: --${name}\n`}
    if (
      booleanFlags.has(name) &&
      value !== undefined &&
      !/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
    )
      return {
        stderr: `Error: invalid argument ${JSON.stringify(value)} for "--${name}" flag: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax\n`,
      }
  }
  const files = await host.files()
  const paths = (flags: string[]) => [...new Set(flags.flatMap(name => flag(host, name) ?? []))].filter(Boolean)
  for (const path of paths(kubeconfigFlags)) {
    const problem = await kubeconfigProblem(files, path)
    if (problem !== undefined) return commandFailed(problem)
  }
  for (const path of paths(fileFlags))
    if (!(await files.exists(path))) return commandFailed(`open ${path}: no such file or directory`)
  return undefined
}

/** Where a program's kubeconfig leads: `https://172.18.0.2:6443`. */
export async function serverOf(host: ProgramHost): Promise<string | undefined> {
  const path = flag(host, 'kubeconfig')
  return path === undefined ? undefined : clusterIn(await (await host.files()).readFile(path))?.server
}

async function kubeconfigProblem(files: ContainerFileSystem, path: string): Promise<string | undefined> {
  if (!(await files.exists(path))) return `stat ${path}: no such file or directory`
  if ((await files.stat(path)).isDirectory) return `error loading config file "${path}": read ${path}: is a directory`
  const text = await files.readFile(path)
  try {
    if (typeof parseYaml(text) !== 'object')
      return `error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
  } catch (error) {
    return `error loading config file "${path}": ${(error as Error).message}`
  }
  return clusterIn(text)
    ? undefined
    : 'invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable'
}

function clusterIn(text: string): {server?: string} | undefined {
  const config = parseYaml(text) as Kubeconfig | null
  const context = config?.contexts?.find(({name}) => name === config['current-context'])?.context
  return config?.clusters?.find(({name}) => name === context?.cluster)?.cluster
}

interface Kubeconfig {
  'current-context'?: string
  contexts?: {name: string; context?: {cluster?: string}}[]
  clusters?: {name: string; cluster?: {server?: string}}[]
}

const commandFailed = (problem: string): Failure => ({stderr: `"command failed" err=${JSON.stringify(problem)}\n`})
