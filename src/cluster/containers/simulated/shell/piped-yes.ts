import {literal} from './simple-commands.ts'

type Node = Record<string, unknown>

/** The name under which a `yes` that somebody stops reading is reached; its first argument is how many bytes. */
export const endingYes = '__yes'

/** What a pipe holds: more than those who are answered by a `yes` ever read; bytes. */
const pipeSize = 64 * 1024

/** Those who read to the end, which does not come. */
const filters = new Set(
  'awk base64 cat cut gzip grep md5sum od rev sed sha1sum sha256sum sort tac tail tee tr uniq wc xxd'.split(' '),
)

/** Commands of a pipe: a `yes` at its beginning ends where somebody after it does not read all that it says, as `head` and a `cp -i`. */
export function pipedYes(commands: Node[]): Node[] {
  const [first, ...others] = commands
  if (!first || literal(first['name']) !== 'yes' || others.every(isFilter)) return commands
  const size = others.map(headSize).find(Boolean) ?? String(pipeSize)
  return [{...first, name: word(endingYes), args: [word(size), ...(first['args'] as unknown[])]}, ...others]
}

const isFilter = (command: Node): boolean =>
  command['type'] === 'SimpleCommand' && filters.has(literal(command['name']) ?? '')

/** `head -c SIZE` */
function headSize(command: Node): string | undefined {
  if (command['type'] !== 'SimpleCommand' || literal(command['name']) !== 'head') return undefined
  const words = (command['args'] as unknown[]).map(literal)
  const at = words.indexOf('-c')
  return at >= 0 ? words[at + 1] : words.find(text => /^-c./.test(text ?? ''))?.slice(2)
}

const word = (value: string): Node => ({type: 'Word', parts: [{type: 'Literal', value}]})
