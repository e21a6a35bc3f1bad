import type {Clock} from './clock.ts'
import type {Logger} from './logger.ts'

type Level = 'I' | 'W' | 'E'

/** A logger that writes klog's structured lines: `I1123 18:17:01.123456 deployment-controller] "message" key="value"`. */
export function createLogger(options: {clock: Clock; write(line: string): void; name?: string}): Logger {
  const {clock, write, name = 'kctl'} = options
  const line = (level: Level, message: string, about: Record<string, unknown> = {}): void => {
    const pairs = Object.entries(about).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    write(`${level}${klogTime(clock.now())} ${name}] ${JSON.stringify(message)}${pairs.join('')}\n`)
  }
  return {
    info: (message, about) => line('I', message, about),
    warn: (message, about) => line('W', message, about),
    error: (message, about) => line('E', message, about),
    named: part => createLogger({clock, write, name: part}),
  }
}

/** A time as klog writes it, in milliseconds since the epoch: `1123 18:17:01.123000`. */
export function klogTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString()
  return `${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`
}
