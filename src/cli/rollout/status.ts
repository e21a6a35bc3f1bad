import {bool, duration, int} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'
import type {Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
import {untilChanged} from '../wait/until-changed.ts'
import {rolloutQuery, rolloutTargetFlags} from './rollout-flags.ts'
import {statusViewerFor} from './status-text.ts'

export const rolloutStatusFlags = {
  ...rolloutTargetFlags,
  watch: bool({short: 'w', default: true, usage: 'Go on until the rollout is done.'}),
  revision: int({usage: 'Watch this revision and no later one; 0 is the last.'}),
  timeout: duration({usage: 'Give up after this long, such as 1s, 2m or 3h; zero never does.'}),
}

export type RolloutStatusInvocation = Invocation<typeof rolloutStatusFlags>

const forEver = 2 ** 31 - 1

/** Tells how far rollouts are until they are done. */
export async function rolloutStatus(invocation: RolloutStatusInvocation): Promise<void> {
  const query = rolloutQuery(invocation)
  const {flags} = invocation
  if (flags.revision < 0) throw new Error(`revision must be a positive integer: ${flags.revision}`)
  const count = await forEachTarget(invocation, query, target => follow(invocation, target))
  if (count > 0) return
  const {namespace} = await invocation.connect()
  invocation.err(`No resources found in ${namespace} namespace.\n`)
}

async function follow(invocation: RolloutStatusInvocation, target: Target): Promise<void> {
  const {flags} = invocation
  const view = statusViewerFor(target.resource)
  let seen = false
  if (flags.timeout < 0)
    logLine(invocation, {severity: 'E', source: 'until.go:168', text: '"Timeout for context shall not be negative"'})
  const finished = await untilChanged(await invocation.client(), target, {
    timeout: flags.timeout > 0 ? flags.timeout : forEver,
    test(object) {
      if (!object) {
        if (seen) throw new Error('object has been deleted')
        return false
      }
      seen = true
      const {text, done} = view(object, flags.revision)
      invocation.out(text)
      return done || !flags.watch
    },
  })
  if (!finished) throw new Error('timed out waiting for the condition')
}
