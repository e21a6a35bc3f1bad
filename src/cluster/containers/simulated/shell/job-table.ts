import type {ShellState} from './shell-host.ts'
import {Suspension} from './suspendable.ts'

/** Something that a shell at a terminal has started and does not wait for. */
export interface Job {
  number: number
  pid: number
  /** As it was typed. */
  text: string
  state: 'Running' | 'Stopped' | 'Done' | 'Terminated' | `Exit ${number}`
  /** Resolves with its exit code. */
  ended: Promise<number>
  suspension: Suspension
  abort(): void
}

/** The jobs of a shell at a terminal. */
export class JobTable {
  private readonly jobs: Job[] = []
  /** Numbers of processes that are or were jobs. */
  private readonly known = new Set<number>()
  private readonly state: ShellState
  private readonly shell: string

  constructor(state: ShellState, shell: string) {
    this.state = state
    this.shell = shell
  }

  /** Takes up what the last line has left in the background. */
  adopt(): Job[] {
    const fresh = [...this.state.jobs].filter(([pid]) => !this.known.has(pid))
    return fresh.map(([pid, ended]) => {
      const stop = this.state.stops.get(pid)
      const text = (this.state.sources.get(pid) ?? '').trim().replace(/\n\s*/g, '; ')
      return this.add({pid, text, state: 'Running', ended, suspension: new Suspension(), abort: () => stop?.abort()})
    })
  }

  /** Takes up what was stopped in the foreground. */
  suspended(text: string, job: Pick<Job, 'ended' | 'suspension' | 'abort'>, firstPid: number): Job {
    const pid = (this.state.lastJob ?? firstPid - 1) + 1
    this.state.lastJob = pid
    this.state.jobs.set(pid, job.ended)
    const stop = new AbortController()
    stop.signal.addEventListener('abort', () => {
      job.suspension.resume()
      job.abort()
    })
    this.state.stops.set(pid, stop)
    return this.add({...job, pid, text, state: 'Stopped', abort: () => stop.abort()})
  }

  /** The job that a word means: `%1`, `1`, a process' number, the latest one. */
  find(word = '%+'): Job | undefined {
    const name = word.replace(/^%/, '')
    if (name === '' || name === '+' || name === '%') return this.jobs.at(-1)
    if (name === '-') return this.jobs.at(-2)
    return this.jobs.find(
      ({number, pid, text}) => String(number) === name || String(pid) === name || text.startsWith(name),
    )
  }

  forget(job: Job): void {
    this.jobs.splice(this.jobs.indexOf(job), 1)
    this.state.sources.delete(job.pid)
  }

  /** All of them, as `jobs` lists them; those that have ended are told of for the last time. */
  list(): string {
    const text = this.jobs.map(job => this.line(job)).join('')
    this.forgetEnded()
    return text
  }

  /** Those that have ended since anybody was told. */
  news(): string {
    const text = this.jobs
      .filter(hasEnded)
      .map(job => this.line(job))
      .join('')
    this.forgetEnded()
    return text
  }

  line(job: Job): string {
    const sign = job === this.jobs.at(-1) ? '+' : job === this.jobs.at(-2) ? '-' : ' '
    const isBash = this.shell === 'bash'
    const state = job.state.padEnd(isBash ? 24 : 27)
    return `[${job.number}]${sign}  ${state}${job.text}${isBash && job.state === 'Running' ? ' &' : ''}\n`
  }

  private add(job: Omit<Job, 'number'>): Job {
    const added: Job = {...job, number: (this.jobs.at(-1)?.number ?? 0) + 1}
    this.jobs.push(added)
    this.known.add(added.pid)
    void added.ended.then(
      code => {
        added.state = code === 0 ? 'Done' : code === 143 ? 'Terminated' : `Exit ${code}`
      },
      () => {
        added.state = 'Terminated'
      },
    )
    return added
  }

  private forgetEnded(): void {
    for (const job of this.jobs.filter(hasEnded)) this.forget(job)
  }
}

const hasEnded = ({state}: Job): boolean => state !== 'Running' && state !== 'Stopped'
