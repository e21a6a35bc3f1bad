import {idle, idleFor} from './idle.ts'
import type {StartProgram} from './program.ts'

/** How long a task takes of which nobody knows more; milliseconds. */
const taskDuration = 5000

/** The program of an image that nobody knows: a server that waits to be told to end or, where somebody counts on its end, a task. */
export const ownProgram = (runsToCompletion = false): StartProgram =>
  runsToCompletion ? idleFor(taskDuration) : idle(143)
