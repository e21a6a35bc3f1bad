import {Failure} from './failure.ts'

/** Something that a node must be before kubeadm changes it. */
export interface Check {
  name: string
  /** What is wrong; undefined: nothing. */
  problem(): Promise<string | undefined>
}

/** Runs the checks, in order; throws with all that is wrong, but for what `--ignore-preflight-errors` lets pass, which is returned as warnings. */
export async function runChecks(checks: readonly Check[], flags: ReadonlyMap<string, string>): Promise<string> {
  const ignored = (flags.get('ignore-preflight-errors') ?? '').toLowerCase().split(',')
  let errors = ''
  let warnings = ''
  for (const {name, problem} of checks) {
    const found = await problem()
    if (found === undefined) continue
    const isIgnored = ignored.includes('all') || ignored.includes(name.toLowerCase())
    if (isIgnored) warnings += `\t[WARNING ${name}]: ${found}\n`
    else errors += `\t[ERROR ${name}]: ${found}\n`
  }
  if (errors === '') return warnings
  throw new Failure(
    `${warnings}[preflight] Some fatal errors occurred:\n${errors}[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`\nerror execution phase preflight: preflight checks failed`,
  )
}

export const fileAvailable = (path: string, files: {exists(path: string): Promise<boolean>}): Check => ({
  name: `FileAvailable-${path.replaceAll('/', '-')}`,
  problem: async () => ((await files.exists(path)) ? `${path} already exists` : undefined),
})

export const portFree = (port: number, isTaken: () => boolean): Check => ({
  name: `Port-${port}`,
  problem: async () => (isTaken() ? `Port ${port} is in use` : undefined),
})
