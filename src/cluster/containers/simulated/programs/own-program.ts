import {argocd} from './argocd.ts'
import {idle, idleFor} from './idle.ts'
import type {StartProgram} from './program.ts'

/** How long a task takes of which nobody knows more; milliseconds. */
const taskDuration = 5000

/** What others cannot do without, wherever the image comes from; undefined for what else the same program can do. */
const errands: Record<string, (argv: readonly string[]) => StartProgram | undefined> = {argocd}

/** The program of an image that nobody knows: a server that waits to be told to end or, where somebody counts on its end, a task. */
export function ownProgram(argv: readonly string[], runsToCompletion = false): StartProgram {
  const name = (argv[0] ?? '').replace(/^.*\//, '')
  const errand = Object.hasOwn(errands, name) ? errands[name]!(argv) : undefined
  return errand ?? (runsToCompletion ? idleFor(taskDuration) : idle(143))
}
