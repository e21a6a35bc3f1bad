import {spawn} from '../../client/machine/spawn.ts'
import {ProgramError, SilentExit} from '../errors/command-error.ts'
import type {DiffInvocation} from './diff.ts'

/** Compares two folders with the user's program, with `diff`, or where there is none with our own. */
export async function runDiffProgram(
  invocation: DiffInvocation,
  {live, merged}: {live: string; merged: string},
): Promise<void> {
  const external = invocation.context.env['KUBECTL_EXTERNAL_DIFF']
  const [program = 'diff', ...options] = external ? external.split(' ') : ['diff', '-u', '-N']
  const safe = external ? options.filter(option => /^[a-zA-Z0-9-=]+$/.test(option)) : options
  const args = external ? [live, merged, ...safe] : [...safe, live, merged]
  const code = await run(invocation, program, args).catch(async error => {
    if (external || (error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new ProgramError(`error: failed to run ${JSON.stringify(program)}: ${missing(error)}`, 2)
    const {compareFolders} = await import('./compare-folders.ts')
    return compareFolders(invocation, {live, merged})
  })
  if (code === 1) throw new SilentExit(1)
  if (code !== 0) throw new ProgramError(`error: failed to run ${JSON.stringify(program)}: exit status ${code}`, 2)
}

function run({context}: DiffInvocation, program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {cwd: context.cwd, env: context.env, stdio: ['inherit', 'pipe', 'pipe']})
    child.stdout.on('data', chunk => context.stdout.write(chunk))
    child.stderr.on('data', chunk => context.stderr.write(chunk))
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 2))
  })
}

const missing = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'executable file not found in $PATH' : (error as Error).message
