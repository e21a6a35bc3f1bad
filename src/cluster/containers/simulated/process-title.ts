/** What ps shows of a process: entrypoint scripts have become what they run, and nginx says what it does. */
export function processTitle(argv: readonly string[]): string {
  const [first = ''] = argv
  const words = /(^|\/)(docker-)?entrypoint\.sh$/.test(first) && argv.length > 1 ? argv.slice(1) : argv
  const line = words.join(' ')
  return /(^|\/)nginx$/.test(words[0] ?? '') ? `nginx: master process ${line}` : line
}
