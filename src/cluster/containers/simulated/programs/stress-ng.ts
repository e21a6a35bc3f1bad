import {durationOf} from './duration.ts'
import type {StartProgram} from './program.ts'
import {hog, share, sizeOf} from './stress.ts'

const kinds: [string, string[]][] = [
  ['cpu', ['--cpu', '-c']],
  ['io', ['--io', '-i']],
  ['vm', ['--vm', '-m']],
  ['hdd', ['--hdd', '-d']],
  ['matrix', ['--matrix']],
]
/** As many as the machine has, where 0 are asked for. */
const processors = 8

/** `stress-ng`: hogs of several kinds until their time, a day if none is said, is over or the container's memory is. */
export function stressNg(argv: string[]): StartProgram | undefined {
  const value = (...names: string[]): string | undefined => {
    for (const [at, word] of argv.entries()) {
      if (names.includes(word)) return argv[at + 1]
      const long = names.find(name => name.startsWith('--') && word.startsWith(`${name}=`))
      if (long) return word.slice(long.length + 1)
    }
    return undefined
  }
  const count = (names: string[]): number => {
    const text = value(...names)
    return text === undefined ? 0 : Number(text) === 0 ? processors : Number(text) || 0
  }
  const hogs = kinds.map(([name, names]) => ({name, count: count(names)})).filter(hog => hog.count > 0)
  if (hogs.length === 0) return undefined
  const load = Number(value('--cpu-load', '-l') ?? 100) / 100
  const vm = hogs.find(({name}) => name === 'vm')?.count ?? 0
  const asked = value('--vm-bytes') ?? '256M'
  const bytes = (host: {memoryLimit?: number}): number =>
    asked.endsWith('%') ? (Number(asked.slice(0, -1)) / 100) * (host.memoryLimit ?? 0) : sizeOf(asked)
  const timeout = durationOf(value('--timeout', '-t') ?? '86400')
  const cpus = hogs.reduce((sum, {name, count: many}) => sum + many * (name === 'cpu' ? load : 1), 0)
  const line = (text: string): string => `stress-ng: info:  [1] ${text}\n`
  const named = hogs.map(({name, count: many}) => `${many} ${name}`).join(', ')
  const passed = hogs.map(({name, count: many}) => `${name} (${many})`).join(' ')
  const total = hogs.reduce((sum, {count: many}) => sum + many, 0)
  const seconds = timeout / 1000
  return host =>
    hog({
      greeting: line(`setting to a ${spell(seconds)} run per stressor`) + line(`dispatching hogs: ${named}`),
      farewell:
        line('skipped: 0') +
        line(`passed: ${total}: ${passed}`) +
        line('failed: 0') +
        line('metrics untrustworthy: 0') +
        line(`successful run completed in ${spell(seconds)}`),
      // Each takes a share of what was asked for.
      bytes: vm > 0 ? bytes(host) : 0,
      cpus: cpus * share,
      timeout,
    })(host)
}

/** `1 min, 30.00 secs`, as it words its times. */
function spell(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'min'],
  ] as const
  const words = parts.filter(([many]) => many > 0).map(([many, unit]) => `${many} ${unit}${many > 1 ? 's' : ''}`)
  const rest = seconds % 60
  return [...words, ...(rest > 0 || words.length === 0 ? [`${rest.toFixed(2)} secs`] : [])].join(', ')
}
