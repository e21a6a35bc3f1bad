/** Programs that read their input where no file is named, and their options that have a value. */
const withoutFile: Record<string, string> = {
  base64: 'w',
  bc: '',
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
  sha512sum: '',
  sort: 'ktTS',
  tac: '',
  tail: 'ncs',
  uniq: 'fsw',
  wc: '',
}
/** The first operand of these says what to do with the others. */
const afterPattern: Record<string, string> = {awk: 'vF', egrep: 'ABCm', fgrep: 'ABCm', grep: 'ABCm', jq: '', sed: ''}
const always = new Set(['tee', 'tr', 'xargs', 'nc'])
const clients = new Set(['mysql', 'mariadb', 'psql', 'redis-cli', 'mongo', 'mongosh'])

/** Whether a command reads its standard input; a word that is undefined is computed. Shells with a script of their own are not meant. */
export function readsInput([name = '', ...args]: readonly (string | undefined)[]): boolean {
  const base = name.split('/').pop()!
  if (always.has(base)) return true
  if (base === 'tar') return tarReads(args)
  if (base === 'kubectl') return args.some(word => /^(-|\/dev\/stdin)$/.test(word ?? ''))
  if (base === 'dd') return !args.some(word => word?.startsWith('if='))
  if (/^python3?$/.test(base)) return pythonReads(args)
  if (clients.has(base)) return clientReads(base, args)
  if (Object.hasOwn(withoutFile, base)) return operands(args, withoutFile[base]!).every(word => word === '-')
  if (!Object.hasOwn(afterPattern, base)) return false
  const given = args.some(word => /^-[a-zA-Z]*[ef]$/.test(word ?? '')) ? 1 : 0
  return (
    !args.some(word => /^-[a-zA-Z]*r|^-R/i.test(word ?? '')) &&
    operands(args, `${afterPattern[base]}ef`).length + given <= 1
  )
}

/** An archive is made of files; it is read from where `-f` says, its input unless that is a file. */
function tarReads(args: readonly (string | undefined)[]): boolean {
  const flags = args.findIndex((word, at) => (at === 0 ? /^-?[a-zA-Z]*f$/ : /^-[a-zA-Z]*f$/).test(word ?? ''))
  const named = args.find(word => word?.startsWith('--file='))?.slice('--file='.length)
  const file = named ?? (flags < 0 ? '-' : args[flags + 1])
  const makes = args.some(
    (word, at) => /^--create$|^-[a-zA-Z]*[cru]/.test(word ?? '') || (at === 0 && /^[cru]/.test(word ?? '')),
  )
  return file === '-' && !makes
}

/** Python reads its program there, or what its program asks for. */
const pythonReads = (args: readonly (string | undefined)[]): boolean =>
  args.some(word => /stdin|input\(/.test(word ?? '')) ||
  (!args.some(word => /^(-c|-m|-V|--version)/.test(word ?? '')) && operands(args, 'cmWX').every(word => word === '-'))

const clientReads = (base: string, args: readonly (string | undefined)[]): boolean =>
  !args.some(word => /^(-e|-c|--eval|--command|--version|-V|--help)/.test(word ?? 'x')) &&
  (base !== 'redis-cli' || operands(args, 'hpan').length === 0)

function operands(args: readonly (string | undefined)[], taking: string): (string | undefined)[] {
  const found: (string | undefined)[] = []
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]
    if (word === undefined || word === '-' || !word.startsWith('-')) found.push(word)
    else if (taking !== '' && new RegExp(`^-[${taking}]$`).test(word)) at += 1
  }
  return found
}
