import type {CliContext} from './cli-context.ts'
import {SilentExit} from './errors/command-error.ts'

/** Why a command was told to end early, and what a shell sees of a program that a signal ended. */
export class Interruption extends Error {
  override readonly name = 'AbortError'
  readonly exitCode: number

  constructor(signal: 'SIGINT' | 'SIGPIPE') {
    super(`ended by ${signal}`)
    this.exitCode = 128 + {SIGINT: 2, SIGPIPE: 13}[signal]
  }
}

/** Waits for the work, but no longer than until the user, or whoever read the output, goes away. */
export async function untilInterrupted<T>(work: Promise<T>, {signal}: CliContext, onInterrupt?: number): Promise<T> {
  if (!signal) return work
  let listener: (() => void) | undefined
  const interrupted = new Promise<never>((_, reject) => {
    listener = () => reject(new SilentExit(exitCodeOf(signal.reason, onInterrupt)))
    if (signal.aborted) listener()
    else signal.addEventListener('abort', listener, {once: true})
  })
  try {
    return await Promise.race([work, interrupted])
  } finally {
    if (listener) signal.removeEventListener('abort', listener)
  }
}

function exitCodeOf(reason: unknown, onInterrupt: number | undefined): number {
  if (!(reason instanceof Interruption)) return 130
  return reason.exitCode === 130 ? (onInterrupt ?? 130) : reason.exitCode
}
