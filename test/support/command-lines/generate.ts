import {bases} from './bases.ts'
import {type Flag, flagValues} from './flag-values.ts'

/** A command's flags and subcommands, as kubectl's own command table has them. */
export type Surface = Record<string, {flags: Flag[]; subs?: string[]}>

/** Flags whose lines would not end by themselves, or that would take what all lines need with them. */
const endless = new Set([
  'watch',
  'watch-only',
  'follow',
  'stdin',
  'tty',
  'leave-stdin-open',
  'attach',
  'rm',
  'output-watch-events',
  'all-namespaces',
])

/** Flags that reach beyond the namespace, or whose answers hold numbers that two runs do not share. */
const beyond = new Set([
  'taint all',
  'create priorityclass global-default',
  'scale resource-version',
  'cluster-info dump namespaces',
])

/** Flags that many commands share and treat alike: some values of theirs are enough for each command. */
const shared = new Set([
  'output',
  'template',
  'dry-run',
  'validate',
  'field-manager',
  'filename',
  'kustomize',
  'selector',
  'show-managed-fields',
  'allow-missing-template-keys',
  'save-config',
  'append-hash',
  'recursive',
])

/** Where the shared flags are asked for whole. */
const whole = new Set(['get', 'apply', 'label', 'set env', 'create configmap', 'rollout history'])

/**
 * The lines of a command: every base; every flag with every value, on bases in turn; and `pairs` pairs of flags.
 * The same `random` gives the same lines.
 */
export function linesOf(
  surface: Surface,
  command: string,
  {pairs, random}: {pairs: number; random: () => number},
): string[] {
  let number = 0
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const known = (surface[command]?.flags ?? []).filter(
    ({name}) => !endless.has(name) && !beyond.has(`${command} ${name}`),
  )
  const own = known.flatMap(flag => flagValues(command, flag))
  const some = known.flatMap(flag => {
    const values = flagValues(command, flag)
    return shared.has(flag.name) && !whole.has(command) ? values.filter(() => random() < 0.25) : values
  })
  const given = bases[command] ?? ['']
  const line = (base: string, ...flags: string[]) =>
    [command === '(global)' ? '' : command, base, ...flags].filter(Boolean).join(' ')
  // The first base is the sound one: half of what is asked stands on it.
  const base = () => (random() < 0.5 ? given[0]! : pick(given))
  const lines = [
    ...given.map(each => line(each)),
    line(given[0]!, '--nope'),
    ...some.map(flag => line(base(), flag)),
    ...(own.length > 1 ? Array.from({length: pairs}, () => line(base(), pick(own), pick(own))) : []),
  ]
  const numbered = (text: string) =>
    text.replaceAll('{n}', () => {
      number++
      return String(number)
    })
  return [...new Set(lines)].map(numbered)
}
