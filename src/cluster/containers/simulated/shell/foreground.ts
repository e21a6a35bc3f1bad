import type {Terminal} from '../terminal/terminal.ts'
import {interruptible} from './interruptible.ts'
import type {Job, JobTable} from './job-table.ts'
import type {ShellHost} from './shell-host.ts'
import {Suspension, suspendable} from './suspendable.ts'

/** The exit codes of what Ctrl-C has ended, what Ctrl-Z has stopped, and what a signal has ended in the background. */
export const interrupted = 130
const stopped = 148
const terminated = 143

/** What runs in the foreground of a terminal. */
interface Running {
  ended: Promise<number>
  suspension: Suspension
  abort(): void
}

/** How it is with what was in the foreground. */
export type Left = {type: 'ended'; code: number} | {type: 'interrupted'} | {type: 'stopped'; code: number}

/** Runs things at a terminal until they end, Ctrl-C ends them or Ctrl-Z stops them. */
export class Foreground {
  private readonly host: ShellHost
  private readonly terminal: Terminal
  private readonly jobs: JobTable

  constructor(host: ShellHost, terminal: Terminal, jobs: JobTable) {
    this.host = host
    this.terminal = terminal
    this.jobs = jobs
  }

  /** `run` is given the container as it sees it; `isApart` whether it has been stopped once. */
  start(text: string, run: (host: ShellHost, isApart: () => boolean) => Promise<number>): Promise<Left> {
    const aborter = new AbortController()
    const suspension = new Suspension()
    let isApart = false
    const child = suspendable(interruptible(this.host, aborter.signal), suspension)
    const running: Running = {
      suspension,
      ended: this.host.work(() => run(child, () => isApart)).then(code => (aborter.signal.aborted ? terminated : code)),
      abort: () => aborter.abort(new Error('SIGINT')),
    }
    // Also when nobody waits for a job that has been stopped.
    running.ended.catch(() => undefined)
    return this.watch(running, () => {
      isApart = true
      const job = this.jobs.suspended(text, running, this.host.pid + 6)
      this.terminal.write(`\n${this.jobs.line(job)}`)
    })
  }

  /** fg: a job comes back. */
  async resume(job: Job): Promise<Left> {
    this.terminal.write(`${job.text}\n`)
    job.state = 'Running'
    job.suspension.resume()
    const left = await this.watch(job, () => {
      job.state = 'Stopped'
      this.terminal.write(`\n${this.jobs.line(job)}`)
    })
    if (left.type !== 'stopped') this.jobs.forget(job)
    return left
  }

  private async watch(running: Running, onStop: () => void): Promise<Left> {
    let isAborted = false
    const stop = new Promise<'stopped'>(resolve => {
      this.terminal.cook(signal => {
        if (signal === 'SIGTSTP') {
          running.suspension.suspend()
          resolve('stopped')
          return
        }
        isAborted = true
        running.abort()
      })
    })
    try {
      const left = await this.host.idle(Promise.race([running.ended, stop]))
      if (left === 'stopped') {
        onStop()
        return {type: 'stopped', code: stopped}
      }
      if (!isAborted) return {type: 'ended', code: left}
    } catch (error) {
      if (!isAborted || this.host.signal.aborted) throw error
    }
    this.terminal.write('\n')
    return {type: 'interrupted'}
  }
}
