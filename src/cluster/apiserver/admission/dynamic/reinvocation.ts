import {copyJson} from '../../../../api/json/copy.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {KubeObject} from '../../../../api/object.ts'

/** What one admission of a write remembers between its first round of mutating plugins and its second. */
export class Reinvocation {
  /** Whether this is the second round. */
  again = false
  /** Whether there is to be one: a webhook or a policy has changed something. */
  wanted = false
  private rounds?: Map<string, ReinvokedHooks>

  /** What a plugin's own hooks are told. */
  of(plugin: string): ReinvokedHooks {
    this.rounds ??= new Map()
    let hooks = this.rounds.get(plugin)
    if (!hooks) {
      hooks = new ReinvokedHooks(this)
      this.rounds.set(plugin, hooks)
    }
    return hooks
  }
}

/**
 * Which hooks of a plugin, webhooks or policies, are asked again. Those that ask for it (reinvocationPolicy IfNeeded) are, once, where something
 * changed after them.
 */
class ReinvokedHooks {
  private readonly reinvocation: Reinvocation
  /** The plugin's own result of the first round. */
  private last: KubeObject | undefined
  private invoked = new Set<string>()
  private readonly outdated = new Set<string>()

  constructor(reinvocation: Reinvocation) {
    this.reinvocation = reinvocation
  }

  /** Begins a round; what other plugins changed since the last one makes all hooks of it outdated. */
  begin(object: KubeObject | undefined): void {
    if (this.reinvocation.again && !deepEqual(this.last, object)) this.markOutdated()
  }

  end(object: KubeObject | undefined): void {
    this.last = object && copyJson(object)
  }

  mayInvoke(hook: string): boolean {
    return !this.reinvocation.again || this.outdated.has(hook)
  }

  changed(): void {
    this.markOutdated()
    this.reinvocation.wanted = true
  }

  /** The hook has spoken, and would like to be asked again if need be. */
  reinvocable(hook: string): void {
    this.invoked.add(hook)
  }

  private markOutdated(): void {
    for (const hook of this.invoked) this.outdated.add(hook)
    this.invoked = new Set()
  }
}
