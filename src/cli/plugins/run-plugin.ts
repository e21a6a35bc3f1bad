import {spawn} from '../../client/machine/spawn.ts'
import type {CliContext} from '../cli-context.ts'
import {findPlugin} from './find-plugins.ts'

/**
 * Runs the plugin whose name is the longest run of leading words (`kctl-foo-bar` for `foo bar`), with the rest as its arguments.
 * Undefined if there is none.
 */
export async function runPlugin(
  argv: readonly string[],
  {context, minimum}: {context: CliContext; minimum: number},
): Promise<number | undefined> {
  const firstFlag = argv.findIndex(word => word.startsWith('-'))
  const words = (firstFlag < 0 ? [...argv] : argv.slice(0, firstFlag)).map(word => word.replaceAll('-', '_'))
  if (words.length === 0) {
    context.stderr.write(`Error: flags cannot be placed before plugin name: ${argv[0]}\n`)
    return 1
  }
  for (let count = words.length; count >= minimum; count--) {
    const file = findPlugin(words.slice(0, count).join('-'), context.env['PATH'] ?? '')
    if (file) return execute(file, argv.slice(count), context)
  }
  return undefined
}

function execute(file: string, argv: readonly string[], context: CliContext): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(file, argv, {stdio: 'inherit', cwd: context.cwd, env: context.env})
    child.on('error', error => {
      context.stderr.write(`Error: ${error.message}\n`)
      resolve(1)
    })
    child.on('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)))
  })
}
