import {klogTime} from '../../../../runtime/klog.ts'
import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'
import {apiServerProblem} from './api-server-problem.ts'
import {etcdProblem} from './etcd-problem.ts'
import {booleanFlags, knownFlags} from './flags.ts'
import {kubeconfigProblem} from './kubeconfig-problem.ts'

/** Why a program ends at once: what it says on standard error, and with what it ends. */
export interface Failure {
  stderr: string
  exitCode?: number
}

const kubeconfigFlags = ['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig']
const fileFlags = ['client-ca-file', 'root-ca-file', 'service-account-private-key-file', 'cluster-signing-cert-file']

/** Looks at a program's command line, and at the files that it names, as the program does when it comes up; undefined: all is well. */
export async function whyNotRun(program: string, host: ProgramHost): Promise<Failure | undefined> {
  const known = knownFlags[program]
  if (!known) return undefined
  const files = await host.files()
  if (program === 'etcd') return etcdProblem(host, {known, files})
  const wrong = wrongFlag(host.argv, known)
  if (wrong !== undefined) return {stderr: `Error: ${wrong}\n`}
  const failed = (problem: string) => ({
    stderr: klogLine(host, 'E', 'run.go:72', `"command failed" err=${JSON.stringify(problem)}`),
  })
  if (program === 'kube-apiserver') {
    const problem = await apiServerProblem(host, files)
    if (problem?.isFatal) return {stderr: klogLine(host, 'F', 'instance.go:232', problem.text)}
    return problem && failed(problem.text)
  }
  for (const path of pathsOf(kubeconfigFlags, host)) {
    const problem = await kubeconfigProblem(files, path)
    if (problem !== undefined) return failed(problem)
  }
  for (const path of pathsOf(fileFlags, host))
    if (!(await files.exists(path))) return failed(`open ${path}: no such file or directory`)
  return undefined
}

/** What is wrong with a command line, before any of it is looked at. */
function wrongFlag(argv: readonly string[], known: ReadonlySet<string>): string | undefined {
  for (const word of argv.slice(1)) {
    const [, name, value] = /^--?([^=]*)(?:=(.*))?$/.exec(word) ?? []
    if (name === undefined) continue
    if (!known.has(name)) return `unknown flag: --${name}`
    const quoted = JSON.stringify(value)
    if (
      booleanFlags.has(name) &&
      value !== undefined &&
      !/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
    )
      return `invalid argument ${quoted} for "--${name}" flag: strconv.ParseBool: parsing ${quoted}: invalid syntax`
    if (name === 'secure-port' && value !== undefined && !/^[+-]?\d+$/.test(value))
      return `invalid argument ${quoted} for "--${name}" flag: strconv.ParseInt: parsing ${quoted}: invalid syntax`
  }
  return undefined
}

const pathsOf = (flags: readonly string[], host: ProgramHost): string[] =>
  [...new Set(flags.flatMap(name => flag(host, name) ?? []))].filter(Boolean)

/** A line of a program that is its container's first process. */
export const klogLine = (host: Pick<ProgramHost, 'now'>, level: 'E' | 'F' | 'W', place: string, text: string): string =>
  `${level}${klogTime(host.now())}       1 ${place}] ${text}\n`
