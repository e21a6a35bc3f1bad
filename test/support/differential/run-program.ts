import {spawn} from 'node:child_process'

/** What a program prints and exits with, ages, log times and its own name levelled. */
export async function runProcess(
  program: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{stdout: string; stderr: string; code: number | null}> {
  const child = spawn(program, argv, {env, stdio: ['ignore', 'pipe', 'pipe']})
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', chunk => (stdout += chunk))
  child.stderr.on('data', chunk => (stderr += chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return {stdout: levelled(stdout), stderr: levelled(stderr), code}
}

const levelled = (text: string): string =>
  text
    .replace(/\bkctl\b/g, 'kubectl')
    .replace(/^([EWI])\d{4} [\d:.]+ +\d+ (\S+?):\d+\]/gm, '$1 $2]')
    .replace(/(^|\s)(\d+[dhms]){1,2}(?=\s|$)/gm, '$1AGE')
    .replace(/ {2,}/g, '  ')
