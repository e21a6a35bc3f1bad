import {totalmem} from 'node:os'

/** What a cluster of 5,000 nodes and 150,000 pods fits into; bytes. */
const largestHeap = 8 * 2 ** 30
const megabyte = 2 ** 20

export interface HeapNeeds {
  /** How many nodes the cluster has. */
  nodes: number
  /** Options that the process is given anyway. */
  given?: readonly string[]
  /** What the machine has; bytes. */
  memory?: number
}

/**
 * Options of node for a process in which a cluster runs. What answers and reconciles leave behind dies young, if the young generation is large enough to
 * wait for it: with V8's own 16 MB a quarter of a busy daemon's time goes into moving what is garbage a moment later. It grows only under load. The old
 * generation may have three quarters of the machine's memory, where V8 would end the process at 2 or 4 GB.
 */
export function heapOptions({nodes, given = process.execArgv, memory = totalmem()}: HeapNeeds): string[] {
  const old = Math.min(largestHeap, memory * 0.75)
  const young = nodes <= manyNodes && memory >= ampleMemory ? ampleYoungSpace : youngSpace
  return [`--max-semi-space-size=${young}`, `--max-old-space-size=${Math.floor(old / megabyte)}`].filter(
    option => !given.some(other => other.startsWith(option.split('=')[0]!)),
  )
}

/** Of each of the two halves; megabytes. */
const youngSpace = 128
/** The same where memory is not what is short: a sixteenth of a busy daemon's time less, for up to 400 MB more. */
const ampleYoungSpace = 256
/** The objects of more nodes' pods need those 400 MB themselves. */
const manyNodes = 1000
/** Bytes. */
const ampleMemory = 8 * 2 ** 30
