import {execFile} from 'node:child_process'
import {join} from 'node:path'
import {shared} from '../support/shared.ts'

export interface ParityRun {
  /** `verbs: ConfigMap: create again` or `03-apply: get pods`. */
  misses: string[]
  identical: number
  /** `1233 of 1233 answers identical, …`. */
  closing: string
}

/** Runs one of the comparing programs beside the recordings, and reads what it prints. */
export async function runParity(
  program: 'run.mjs' | 'api.mjs',
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ParityRun> {
  const {KUBECONFIG: _, KCTL_HOME: __, ...inherited} = process.env
  const output = await new Promise<string>(resolve => {
    const options = {env: {...inherited, ...env}, maxBuffer: 1 << 28}
    execFile(process.execPath, [join(shared, 'parity', program), ...args], options, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
  const misses: string[] = []
  let group = ''
  let closing = ''
  for (const line of output.split('\n')) {
    const head = /^(?:identical|differs) +(\S+)/.exec(line)
    if (head) group = head[1]!
    else if (line.startsWith('    ')) misses.push(`${group}: ${line.trim().replace(/^\$ /, '')}`)
    else if (/ of \d+ (steps|answers) identical/.test(line)) closing = line
  }
  return {misses, identical: Number(/^\d+/.exec(closing)?.[0] ?? 0), closing}
}
