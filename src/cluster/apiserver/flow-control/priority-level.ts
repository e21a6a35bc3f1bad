import {createHash} from 'node:crypto'
import type {V1PriorityLevelConfiguration} from '@kubernetes/client-node'

/** Lets a waiting request go on, or tells it that it may not. */
interface Waiting {
  start(): void
  refuse(reason: RejectReason): void
}

export type RejectReason = 'concurrency-limit' | 'queue-full' | 'time-out'

/** The requests of one priority level: so many at once, the others in queues that take turns. */
export class PriorityLevel {
  readonly name: string
  readonly uid: string
  /** How many may be under way; Infinity for an exempt level. */
  readonly seats: number
  executing = 0
  inQueue = 0
  private readonly queues: Waiting[][]
  private readonly handSize: number
  private readonly longest: number
  private next = 0

  constructor({metadata, spec}: V1PriorityLevelConfiguration, seats: number) {
    this.name = metadata?.name ?? ''
    this.uid = metadata?.uid ?? ''
    this.seats = spec?.type === 'Exempt' ? Number.POSITIVE_INFINITY : seats
    const {type, queuing} = spec?.limited?.limitResponse ?? {type: 'Reject'}
    const {queues = 64, handSize = 8, queueLengthLimit = 50} = queuing ?? {}
    this.queues = type === 'Queue' ? Array.from({length: queues}, () => []) : []
    this.handSize = Math.min(handSize, queues)
    this.longest = queueLengthLimit
  }

  /** Takes a seat where one is free and nobody waits for it. */
  take(): boolean {
    if (this.executing >= this.seats) return false
    this.executing += 1
    return true
  }

  /** Gives a seat back, to the queue whose turn it is. */
  release(): void {
    this.executing -= 1
    for (let tries = 0; tries < this.queues.length; tries += 1) {
      const queue = this.queues[this.next]!
      this.next = (this.next + 1) % this.queues.length
      const waiting = queue.shift()
      if (!waiting) continue
      this.inQueue -= 1
      this.executing += 1
      return waiting.start()
    }
  }

  /** Waits for a seat in the shortest of the flow's queues; resolves with the reason when there is no use in waiting. `late` is called back by who keeps the time. */
  wait(flow: string, late: (giveUp: () => void) => () => void): Promise<RejectReason | undefined> {
    const queue = this.queueOf(flow)
    if (!queue) return Promise.resolve('concurrency-limit')
    if (queue.length >= this.longest) return Promise.resolve('queue-full')
    return new Promise(resolve => {
      const waiting: Waiting = {
        start: () => {
          takeBack()
          resolve(undefined)
        },
        refuse: resolve,
      }
      const takeBack = late(() => {
        const at = queue.indexOf(waiting)
        if (at < 0) return
        queue.splice(at, 1)
        this.inQueue -= 1
        waiting.refuse('time-out')
      })
      queue.push(waiting)
      this.inQueue += 1
    })
  }

  /** Shuffle sharding: each flow has a hand of queues of its own. */
  private queueOf(flow: string): Waiting[] | undefined {
    if (this.queues.length === 0) return undefined
    const hash = createHash('sha256').update(flow).digest()
    const rest = [...this.queues.keys()]
    const hand = Array.from({length: this.handSize}, (_, card) => {
      const at = hash.readUInt16BE((card * 2) % 32) % rest.length
      return this.queues[rest.splice(at, 1)[0]!]!
    })
    return hand.reduce((shortest, queue) => (queue.length < shortest.length ? queue : shortest))
  }
}
