import {parse} from 'just-bash'

type Node = Record<string, unknown>

/** How many lines of its terminal a script reads: none, that many, or all until Ctrl-D. */
export type TerminalDemand = number | 'all'

/** Programs that read their input where no file is named, and their options that have a value. */
const withoutFile: Record<string, string> = {
  base64: 'w',
  cat: '',
  cut: 'dfcb',
  fold: 'w',
  gunzip: '',
  gzip: '',
  head: 'nc',
  hexdump: 'nsC',
  less: '',
  md5sum: '',
  more: '',
  nl: '',
  od: 'AtNj',
  rev: '',
  sha1sum: '',
  sha256sum: '',
  sort: 'ktTS',
  tac: '',
  tail: 'ncs',
  uniq: 'fsw',
  wc: '',
  python: 'cmWX',
  python3: 'cmWX',
}
/** The first operand of these says what to do with the others. */
const afterPattern: Record<string, string> = {awk: 'vF', egrep: 'ABCm', fgrep: 'ABCm', grep: 'ABCm', sed: ''}
const always = new Set(['tee', 'tr', 'xargs', 'nc'])
const clients = new Set(['mysql', 'mariadb', 'psql', 'redis-cli', 'mongo', 'mongosh'])

/** What a script that somebody types wants to read itself. */
export function terminalDemand(script: string): TerminalDemand {
  let lines = 0
  const visit = (node: unknown, loops: boolean): boolean => {
    if (Array.isArray(node)) return node.some(each => visit(each, loops))
    if (typeof node !== 'object' || node === null) return false
    const {type} = node as {type?: string}
    if (type === 'FunctionDef') return false
    if (type === 'Pipeline') return visit(((node as Node)['commands'] as Node[])[0], loops)
    if (hasInput(node as Node)) return false
    if (type === 'SimpleCommand') {
      const words = [(node as Node)['name'], ...((node as Node)['args'] as Node[])].map(literal)
      if (words[0] !== 'read') return readsAll(words)
      lines += 1
      return loops
    }
    const isLoop = ['While', 'Until', 'For', 'CStyleFor'].includes(String(type))
    return Object.values(node).some(value => typeof value === 'object' && visit(value, loops || isLoop))
  }
  return visit(parse(script).statements, false) ? 'all' : lines
}

function readsAll([name = '', ...args]: (string | undefined)[]): boolean {
  const base = name.split('/').pop()!
  if (always.has(base)) return true
  if (clients.has(base))
    return (
      !args.some(word => /^(-e|-c|--eval|--command|--version|-V|--help)/.test(word ?? 'x')) &&
      (base !== 'redis-cli' || operands(args, 'hpan').length === 0)
    )
  if (base === 'dd') return !args.some(word => word?.startsWith('if='))
  if (Object.hasOwn(withoutFile, base)) {
    if (/^python/.test(base) && args.some(word => /^(-c|-m|-V|--version)/.test(word ?? ''))) return false
    return operands(args, withoutFile[base]!).every(word => word === '-')
  }
  if (!Object.hasOwn(afterPattern, base)) return false
  const given = args.some(word => /^-[a-zA-Z]*[ef]$/.test(word ?? '')) ? 1 : 0
  return (
    !args.some(word => /^-[a-zA-Z]*r|^-R/i.test(word ?? '')) &&
    operands(args, `${afterPattern[base]}ef`).length + given <= 1
  )
}

function operands(args: (string | undefined)[], taking: string): (string | undefined)[] {
  const found: (string | undefined)[] = []
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]
    if (word === undefined || word === '-' || !word.startsWith('-')) found.push(word)
    else if (taking !== '' && new RegExp(`^-[${taking}]$`).test(word)) at += 1
  }
  return found
}

const hasInput = ({redirections}: Node): boolean =>
  ((redirections ?? []) as {operator: string; fd?: number | null}[]).some(
    ({operator, fd}) => operator.startsWith('<') && (fd ?? 0) === 0,
  )

/** undefined: it is computed. */
function literal(word: unknown): string | undefined {
  const parts = (word as {parts?: {type: string; value?: string}[]} | null)?.parts ?? []
  return parts.every(({type}) => /^(Literal|SingleQuoted)$/.test(type))
    ? parts.map(({value}) => value).join('')
    : undefined
}
