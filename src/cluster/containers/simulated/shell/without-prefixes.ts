type Word = string | undefined

/** What runs the command that follows, their options that have a value, and how many operands stand before the command. */
const prefixes: Record<string, {valued: string; operands: number}> = {
  builtin: {valued: '', operands: 0},
  busybox: {valued: '', operands: 0},
  command: {valued: '', operands: 0},
  env: {valued: 'uC', operands: 0},
  exec: {valued: 'a', operands: 0},
  nice: {valued: 'n', operands: 0},
  nohup: {valued: '', operands: 0},
  setsid: {valued: '', operands: 0},
  stdbuf: {valued: 'ioe', operands: 0},
  time: {valued: '', operands: 0},
  timeout: {valued: 'sk', operands: 1},
}

/** A command's words without those before it that only say how it is run: `timeout 5 env A=b sh` is `sh`. A word that is undefined is computed. */
export function withoutPrefixes<T extends Word>(words: readonly T[]): readonly T[] {
  const name = (words[0] ?? '').split('/').pop()!
  if (!Object.hasOwn(prefixes, name)) return words
  const {valued, operands} = prefixes[name]!
  let at = 1
  for (; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (valued !== '' && new RegExp(`^-[${valued}]$`).test(word)) at += 1
    else if (!word.startsWith('-') && !(name === 'env' && /^\w+=/.test(word))) break
  }
  const inner = words.slice(at + operands)
  return inner.length === 0 ? words : withoutPrefixes(inner)
}
