import {findScript} from './programs/find-program.ts'
import {blockSize} from './shell/commands/block-size.ts'

/** Programs that read their standard input, to its end before they say anything. */
export const readers =
  /(^|[\s;&|(])(read|cat|sh|bash|ash|dash|tee|wc|tar|grep|sed|head|tail|sort|uniq|tr|awk|md5sum|sha256sum|base64|gzip|gunzip|xargs|nc|psql|mysql|redis-cli|cut|od|dd|python|python3)($|[\s;&|)])/
/** What reads a line of its own, and what may read more. */
const reading = /(^|[\s;&|(])read($|[\s;&|)])/g
const loops = /(^|[\s;&|(])(while|until|for)\s/

/** How much of its standard input a command wants: undefined for none of it, else whether it has enough. */
export function inputDemand(argv: string[]): ((soFar: Uint8Array) => boolean) | undefined {
  const script = findScript(argv)?.script
  const name = (argv[0] ?? '').split('/').pop()!
  if (name === 'kubectl' && argv.some(word => /^(-|\/dev\/stdin)$/.test(word))) return toTheEnd
  if (!readers.test(script ?? name)) return undefined
  // Python reads its program from there, or what its program asks for.
  const [first = '-'] = argv.slice(1)
  if (script === undefined && /^python/.test(name) && first !== '-' && !/stdin|input\(/.test(argv.join(' ')))
    return undefined
  if (script === undefined) return name === 'head' ? headDemand(argv.slice(1)) : toTheEnd
  const head = /^\s*(?:exec\s+)?head\b([^;&|\n]*)(\|[^;&\n]*)?;?\s*$/.exec(script)
  if (head) return headDemand(head[1]!.split(/\s+/).filter(Boolean))
  const reads = [...script.matchAll(reading)].length
  const others = readers.test(script.replace(reading, ' '))
  return reads > 0 && !others && !loops.test(script) ? lines(reads) : toTheEnd
}

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
