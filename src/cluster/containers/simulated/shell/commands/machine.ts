import {machine} from '../../proc-files.ts'
import {ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** How the machine is: free, uptime, df; and the limits of a process. */
export function machineCommands({host}: ShellParts): Record<string, Run> {
  const uptime = (): number => Math.floor(Number(textOf('/proc/uptime').split(' ')[0]))
  const textOf = (path: string): string => Buffer.from(host.files.readBytes(path)).toString()

  return {
    free: args => {
      const unit = args.includes('-m') ? 1024 : args.includes('-g') ? 1024 ** 2 : args.includes('-b') ? 1 / 1024 : 1
      const shown = (kilobytes: number): string =>
        args.includes('-h') ? human(kilobytes) : String(Math.floor(kilobytes / unit))
      const used = 2_000_000
      const cached = 1_920_000
      const row = (name: string, values: number[]): string =>
        `${name.padEnd(8)}${values.map(value => shown(value).padStart(12)).join('')}\n`
      return ok(
        `              total        used        free      shared  buff/cache   available\n${row('Mem:', [machine.memory, used, machine.memory - used - cached, 1024, cached, machine.memory - used])}${row('Swap:', [0, 0, 0])}`,
      )
    },
    uptime: () => {
      const minutes = Math.floor(uptime() / 60)
      const since =
        minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
      return ok(
        ` ${new Date(host.now()).toISOString().slice(11, 19)} up ${since},  0 users,  load average: 0.00, 0.00, 0.00\n`,
      )
    },
    df: args => {
      const isHuman = args.some(arg => /^-\w*h/.test(arg))
      const rows = textOf('/proc/mounts')
        .split('\n')
        .map(line => line.split(' '))
        .filter(([source]) => /^(overlay|tmpfs|\/dev)/.test(source!))
      const wanted = args.filter(arg => !arg.startsWith('-'))
      const chosen = wanted.length === 0 ? rows : wanted.map(path => longest(rows, path))
      const lines = chosen.map(([source, place, type, options]) => {
        const size = type === 'tmpfs' ? (sizeIn(options!) ?? machine.memory) : machine.disk
        const free = host.files.freeAt(place!) / 1024
        const used = type === 'tmpfs' ? (Number.isFinite(free) ? Math.ceil(size - free) : 0) : 21_000_000
        const numbers = [size, used, size - used].map(each =>
          (isHuman ? human(each) : String(each)).padStart(isHuman ? 9 : 10),
        )
        return `${source!.padEnd(20)} ${numbers.join(' ')} ${`${Math.round((used / size) * 100)}%`.padStart(4)} ${place}\n`
      })
      const head = isHuman
        ? 'Filesystem                Size      Used Available Use% Mounted on\n'
        : 'Filesystem           1K-blocks      Used Available Use% Mounted on\n'
      return ok(head + lines.join(''))
    },
    umask: args => (args.length === 0 ? ok('0022\n') : ok()),
    ulimit: args => ok(args.includes('-n') ? '1048576\n' : 'unlimited\n'),
  }
}

const human = (kilobytes: number): string => {
  const power = kilobytes < 1024 ? 0 : kilobytes < 1024 ** 2 ? 1 : 2
  return `${power === 0 ? kilobytes : (kilobytes / 1024 ** power).toFixed(1)}${'KMG'[power]}`
}

/** Of a file system in memory, where somebody has said it; kilobytes. */
const sizeIn = (options: string): number | undefined => {
  const size = /(?:^|,)size=(\d+)k/.exec(options)?.[1]
  return size === undefined ? undefined : Number(size)
}

/** The mount that a path is in. */
const longest = (rows: string[][], path: string): string[] =>
  rows
    .filter(([, place]) => place === '/' || path === place || path.startsWith(`${place}/`))
    .reduce((best, row) => (row[1]!.length >= best[1]!.length ? row : best), rows[0]!)
