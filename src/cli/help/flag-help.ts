import type {FlagSet} from '../flags/flag.ts'

/** Flags as kubectl lists them: sorted, each with its default, the explanation under it. */
export const flagHelp = (flags: FlagSet): string =>
  Object.keys(flags)
    .sort()
    .filter(name => !flags[name]?.hidden)
    .map(name => entry(name, flags))
    .join('\n\n')

function entry(name: string, flags: FlagSet): string {
  const flag = flags[name]
  if (!flag) return ''
  const short = flag.short ? `-${flag.short}, ` : ''
  return `    ${short}--${name}=${flag.kind.show(flag.default)}:\n\t${flag.usage}`
}
