import type {CliContext} from './cli-context.ts'
import {SilentExit} from './errors/command-error.ts'

/** What a shell sees of a program that a signal ended, or that could not write what it printed. */
const exitCodes = {SIGINT: 130, SIGPIPE: 141, 'a failed write': 1}

/** Why a command was told to end early. */
export class Interruption extends Error {
  override readonly name = 'AbortError'
  readonly exitCode: number

  constructor(cause: keyof typeof exitCodes) {
    super(`ended by ${cause}`)
    this.exitCode = exitCodes[cause]
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
