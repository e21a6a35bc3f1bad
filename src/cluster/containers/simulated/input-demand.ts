import {findScript} from './programs/find-program.ts'
import {blockSize} from './shell/commands/block-size.ts'
import {readsInput} from './shell/reads-input.ts'
import {withoutPrefixes} from './shell/without-prefixes.ts'

/** How much of its standard input a command wants: undefined for none of it, else whether it has enough. */
export async function inputDemand(argv: string[]): Promise<((soFar: Uint8Array) => boolean) | undefined> {
  const script = findScript(argv)?.script
  if (script === undefined) {
    const words = withoutPrefixes(argv)
    const name = (words[0] ?? '').split('/').pop()!
    if (name === 'head') return headDemand(words.slice(1))
    return isShell.test(name) || readsInput(words) ? toTheEnd : undefined
  }
  const head = /^\s*(?:exec\s+)?head\b([^;&|\n]*)(\|[^;&\n]*)?;?\s*$/.exec(script)
  if (head) return headDemand(head[1]!.split(/\s+/).filter(Boolean))
  const {scriptDemand} = await import('./shell/script-demand.ts')
  const demand = scriptDemand(script)
  if (demand === 0) return undefined
  return demand === 'all' ? toTheEnd : lines(demand)
}

const isShell = /^(sh|bash|ash|dash)$/

/** All of it. */
export const toTheEnd = (): boolean => false

/** `head -n 3`, `-n3`, `-3`, `-c 10`; files that are named are read instead. */
function headDemand(words: string[]): ((soFar: Uint8Array) => boolean) | undefined {
  let enough = lines(10)
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    const match = /^-([nc])(.*)$/.exec(word) ?? /^--(lines|bytes)=(.*)$/.exec(word)
    if (/^-\d+$/.test(word)) enough = lines(Number(word.slice(1)))
    else if (match) {
      const value = match[2] || (words[++at] ?? '')
      // All but the last so many cannot be told before the end.
      if (value.startsWith('-')) enough = toTheEnd
      else enough = /^[nl]/.test(match[1]!) ? lines(Number(value)) : bytes(blockSize(value))
    } else if (word !== '-' && !word.startsWith('-')) return undefined
  }
  return enough
}

const bytes =
  (count: number) =>
  (soFar: Uint8Array): boolean =>
    soFar.length >= count

const lines =
  (count: number) =>
  (soFar: Uint8Array): boolean => {
    let at = -1
    for (let found = 0; found < count; found += 1) {
      at = soFar.indexOf(10, at + 1)
      if (at < 0) return false
    }
    return true
  }
