import type {ContainerFileSystem} from './files/container-file-system.ts'
import type {FoundProgram} from './programs/find-program.ts'
import {quote} from './shell/quote.ts'
import type {StandardInput} from './shell/standard-input.ts'

/** A script that reads what it is given as it comes, and what it is given. */
export interface LiveScript {
  script: string
  words?: string[]
  zero?: string
  input: StandardInput
}

/** What a command line means as such a script; undefined: it is none. */
export async function scriptReadingLive(
  argv: readonly string[],
  found: FoundProgram,
  given: AsyncIterable<Uint8Array>,
): Promise<LiveScript | undefined> {
  const isCat = found.type !== 'script' && /(^|\/)cat$/.test(argv[0]!)
  if (!isCat && found.type !== 'script') return undefined
  const script = found.type === 'script' ? found.script : ['cat', ...argv.slice(1).map(quote)].join(' ')
  const [{readsAsItComes}, {StandardInput}] = await Promise.all([
    import('./shell/live-input.ts'),
    import('./shell/standard-input.ts'),
  ])
  if (!readsAsItComes(script)) return undefined
  const words = found.type === 'script' && {words: found.words, zero: argv[0]!}
  return {script, ...words, input: new StandardInput(given)}
}

/** The script that a shell without -c is given, by a file or its input; a text file that starts with #! is one as well. Undefined: there is none. */
export async function scriptIn(
  files: ContainerFileSystem,
  [command = '', ...args]: readonly string[],
  {cwd, input}: {cwd: string; input: Uint8Array | undefined},
): Promise<string | undefined> {
  if (/(^|\/)(sh|bash|ash)$/.test(command)) {
    const file = args.find(word => !word.startsWith('-'))
    return file ? files.readFile(files.resolvePath(cwd, file)) : Buffer.from(input ?? '').toString()
  }
  if (!command.includes('/')) return undefined
  const path = files.resolvePath(cwd, command)
  if (!(await files.exists(path))) return undefined
  const text = await files.readFile(path)
  return text.startsWith('#!') ? text : undefined
}
