/** Knows whether somebody outside this process waits for an answer: what is done meanwhile is done in shorter turns of the event loop, some of which each answer takes. */
export class WaitingClients {
  private count = 0

  /** Another one waits; call the result, once, when it has its answer. */
  begin(): () => void {
    this.count += 1
    let open = true
    return () => {
      if (open) this.count -= 1
      open = false
    }
  }

  get any(): boolean {
    return this.count > 0
  }
}
