import type {ContainerUsage} from '../../container.ts'
import {durationOf} from './duration.ts'
import {idle, idleFor} from './idle.ts'
import type {ProgramHost, StartProgram} from './program.ts'

/** What of a processor a busy loop gets, for all that the kernel takes of it. */
export const share = 0.974

/** `stress` of polinux/stress and of vish/stress: uses memory and processors until its time is over or its limit is. */
export function stress(argv: string[]): StartProgram {
  const vish = argv.some(word => /^-{1,2}(cpus|mem-total)$/.test(word))
  return vish ? vishStress(argv) : polinuxStress(argv)
}

function polinuxStress(argv: string[]): StartProgram {
  const value = (...names: string[]): string | undefined => argv[argv.findIndex(word => names.includes(word)) + 1]
  const has = (...names: string[]): boolean => argv.some(word => names.includes(word))
  const count = (...names: string[]): number => (has(...names) ? Number(value(...names)) || 0 : 0)
  const [cpu, io, vm, hdd] = [count('--cpu', '-c'), count('--io', '-i'), count('--vm', '-m'), count('--hdd', '-d')]
  const bytes = vm * sizeOf(has('--vm-bytes') ? value('--vm-bytes')! : '256M')
  const timeout = has('--timeout', '-t') ? durationOf(value('--timeout', '-t')!) : undefined
  const greeting = `stress: info: [1] dispatching hogs: ${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd\n`
  const busy = cpu + io + (has('--vm-hang') ? vm * 0.05 : vm)
  return hog({greeting, bytes, cpus: busy * share, ...(timeout !== undefined && {timeout})})
}

function vishStress(argv: string[]): StartProgram {
  const value = (name: string): string | undefined => {
    const at = argv.findIndex(word => word.replace(/^--?/, '') === name)
    return at < 0 ? undefined : argv[at + 1]
  }
  const total = value('mem-total') ?? '0'
  const greeting = `I0101 00:00:00.000000       1 main.go:26] Allocating "${total}" memory, in "${value('mem-alloc-size') ?? '4Ki'}" chunks, with a ${value('mem-alloc-sleep') ?? '1ms'} sleep between allocations\n`
  return hog({greeting, bytes: sizeOf(total), cpus: Number(value('cpus') ?? 0) * share})
}

export interface Appetite {
  greeting: string
  /** What it says when its time is over. */
  farewell?: string
  bytes: number
  /** Processors. */
  cpus: number
  /** Milliseconds. */
  timeout?: number
}

/** Takes memory and processors as it says. */
export const hog =
  ({greeting, farewell = '', bytes, cpus, timeout}: Appetite): StartProgram =>
  (host: ProgramHost) => {
    host.stdout(greeting)
    if (host.memoryLimit !== undefined && bytes > host.memoryLimit) {
      host.exit(137, 'OOMKilled')
      return {signal: () => {}}
    }
    const usage = (): ContainerUsage => ({
      cpuNanocores: Math.round(cpus * 1e9) + 100_000,
      memoryBytes: bytes + 5_000_000,
    })
    const exit: ProgramHost['exit'] = (code, reason) => {
      if (code === 0) host.stdout(farewell)
      host.exit(code, reason)
    }
    return {...(timeout === undefined ? idle(0)(host) : idleFor(timeout)({...host, exit} as ProgramHost)), usage}
  }

export function sizeOf(text: string): number {
  const match = /^(\d+)([KMG]?)/i.exec(text)
  return match ? Number(match[1]) * 1024 ** ' KMG'.indexOf((match[2] || ' ').toUpperCase()) : 0
}
