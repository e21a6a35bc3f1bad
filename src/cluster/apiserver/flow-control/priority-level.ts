import {createHash} from 'node:crypto'
import type {V1PriorityLevelConfiguration} from '@kubernetes/client-node'
import {SeatDemand} from './seat-demand.ts'
import type {SeatLimits} from './seat-limits.ts'

/** A request as its level sees it. */
export interface LevelRequest {
  schema: string
  /** Whose it is, among those of its schema. */
  flow: string
  /** How many seats it takes. */
  width: number
  /** When it came; milliseconds. */
  arrived: number
  /** When it was let in. */
  started?: number
  /** In which queue it was or is; -1: in none. */
  queue: number
}

/** Lets a waiting request go on, or tells it that it may not. */
interface Waiting {
  request: LevelRequest
  start(): void
  refuse(reason: RejectReason): void
}

interface Queue {
  waiting: Waiting[]
  executing: number
  seatsInUse: number
  /** Where in the level's virtual time its next request starts. */
  next: number
}

export type RejectReason = 'concurrency-limit' | 'queue-full' | 'time-out'

/** The requests of one priority level: so many at once, the others in queues that take turns. */
export class PriorityLevel {
  readonly name: string
  readonly uid: string
  readonly exempt: boolean
  readonly limits: SeatLimits
  readonly demand: SeatDemand
  /** How many may be taken now: by itself, less what is lent, and what is borrowed. */
  seats: number
  /** How many it was meant to have at the last adjustment. */
  target = 0
  /** Seats that are taken, and those that are waited for. */
  executing = 0
  inQueue = 0
  readonly requests = new Set<LevelRequest>()
  readonly counts = {dispatched: 0, rejected: 0, timedOut: 0}
  readonly queues: readonly Queue[]
  private readonly now: () => number
  private readonly handSize: number
  private readonly longest: number
  /** The level's virtual time: where the last request that was let in stood in its queue's. */
  private virtual = 0

  constructor({metadata, spec}: V1PriorityLevelConfiguration, limits: SeatLimits, now: () => number) {
    this.name = metadata?.name ?? ''
    this.uid = metadata?.uid ?? ''
    this.exempt = spec?.type === 'Exempt'
    this.limits = limits
    this.now = now
    this.demand = new SeatDemand(now())
    this.seats = limits.nominal - Math.trunc((limits.nominal - limits.lower) / 2)
    const {type, queuing} = spec?.limited?.limitResponse ?? {type: 'Reject'}
    const {queues = 64, handSize = 8, queueLengthLimit = 50} = queuing ?? {}
    const empty = (): Queue => ({waiting: [], executing: 0, seatsInUse: 0, next: 0})
    this.queues = type === 'Queue' && !this.exempt ? Array.from({length: queues}, empty) : []
    this.handSize = Math.min(handSize, queues)
    this.longest = queueLengthLimit
  }

  /** The widest that a request may be. */
  get widest(): number {
    return Math.max(1, Math.ceil(this.limits.nominal * 0.15))
  }

  get isIdle(): boolean {
    return this.requests.size === 0 && this.inQueue === 0
  }

  setSeats(seats: number): void {
    this.seats = seats
    this.dispatch()
  }

  /** Takes seats where they are free and nobody waits for them. */
  take(request: LevelRequest): boolean {
    if (this.inQueue > 0 || !this.fits(request.width)) return false
    this.begin(request)
    return true
  }

  /** Gives a request's seats back, to those whose turn it is. */
  release(request: LevelRequest): void {
    if (!this.requests.delete(request)) return
    this.executing -= request.width
    const queue = this.queues[request.queue]
    if (queue) {
      queue.executing -= 1
      queue.seatsInUse -= request.width
    }
    this.demands()
    this.dispatch()
  }

  /** Waits for seats in the shortest of the flow's queues; resolves with the reason when there is no use in waiting. `late` is called back by who keeps the time. */
  wait(request: LevelRequest, late: (giveUp: () => void) => () => void): Promise<RejectReason | undefined> {
    const queue = this.queueOf(request.flow)
    if (!queue) return Promise.resolve(this.refused('concurrency-limit'))
    if (queue.waiting.length >= this.longest) return Promise.resolve(this.refused('queue-full'))
    request.queue = this.queues.indexOf(queue)
    return new Promise(resolve => {
      const waiting: Waiting = {
        request,
        start: () => {
          takeBack()
          resolve(undefined)
        },
        refuse: reason => resolve(this.refused(reason)),
      }
      const takeBack = late(() => this.giveUp(queue, waiting))
      if (queue.waiting.length === 0) queue.next = Math.max(queue.next, this.virtual)
      queue.waiting.push(waiting)
      this.inQueue += request.width
      this.demands()
    })
  }

  private giveUp(queue: Queue, waiting: Waiting): void {
    const at = queue.waiting.indexOf(waiting)
    if (at < 0) return
    queue.waiting.splice(at, 1)
    this.inQueue -= waiting.request.width
    this.demands()
    waiting.refuse('time-out')
    this.dispatch()
  }

  private refused(reason: RejectReason): RejectReason {
    this.counts.rejected += 1
    if (reason === 'time-out') this.counts.timedOut += 1
    return reason
  }

  /** What is wider than all that there are may come when it is alone. */
  private fits(width: number): boolean {
    if (this.exempt) return true
    return width > this.seats ? this.requests.size === 0 : this.executing + width <= this.seats
  }

  private begin(request: LevelRequest): void {
    request.started = this.now()
    this.requests.add(request)
    this.executing += request.width
    this.counts.dispatched += 1
    const queue = this.queues[request.queue]
    if (queue) {
      queue.executing += 1
      queue.seatsInUse += request.width
    }
    this.demands()
  }

  /** Lets in who comes next, as long as there are seats: the first of the queue that has had least. */
  private dispatch(): void {
    while (this.inQueue > 0) {
      const queue = this.queues
        .filter(({waiting}) => waiting.length > 0)
        .reduce((first, other) => (other.next < first.next ? other : first))
      const [{request}] = queue.waiting as [Waiting, ...Waiting[]]
      if (!this.fits(request.width)) return
      const waiting = queue.waiting.shift()!
      this.virtual = Math.max(this.virtual, queue.next)
      queue.next += request.width
      this.inQueue -= request.width
      this.begin(request)
      waiting.start()
    }
  }

  private demands(): void {
    this.demand.set(this.executing + this.inQueue, this.now())
  }

  /** Shuffle sharding: each flow has a hand of queues of its own. */
  private queueOf(flow: string): Queue | undefined {
    if (this.queues.length === 0) return undefined
    const hash = createHash('sha256').update(flow).digest()
    const rest = [...this.queues.keys()]
    const hand = Array.from({length: this.handSize}, (_, card) => {
      const at = hash.readUInt16BE((card * 2) % 32) % rest.length
      return this.queues[rest.splice(at, 1)[0]!]!
    })
    return hand.reduce((shortest, queue) => (queue.waiting.length < shortest.waiting.length ? queue : shortest))
  }
}
