/** An error as node's own file functions throw it, which the interpreter turns into words. */
export const failure = (code: string, text: string, call: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${text}, ${call} '${path}'`), {code})

export const missing = (call: string, path: string): Error => failure('ENOENT', 'no such file or directory', call, path)

/** What a command says of such an error: `Permission denied`. */
export function reasonOf(error: unknown): string {
  const text = /^E[A-Z]+: (.+?), \w+ '/.exec((error as Error).message)?.[1] ?? 'no such file or directory'
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}
