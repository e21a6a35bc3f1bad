import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {isNotFound, notFound} from '../../api/status-error.ts'
import {sleep} from '../../client/machine/timers.ts'
import {throwCollected} from '../errors/command-error.ts'
import {bool, duration, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allFlag, allNamespacesFlag, fieldSelectorFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {ObjectPrinter} from '../printers/object-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import {untilChanged} from './until-changed.ts'
import {parseWaitCondition, type WaitCondition} from './wait-condition.ts'

export const waitFlags = {
  ...outputFlags,
  ...selectorFlag,
  ...fieldSelectorFlag,
  ...allFlag,
  ...allNamespacesFlag,
  filename: fileFlags.filename,
  recursive: {...fileFlags.recursive, default: true},
  for: string({
    usage:
      "What to wait for: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]]. A condition's value is true unless said otherwise, and its case does not matter.",
  }),
  local: bool({usage: 'Look at the files alone, without a server.'}),
  timeout: duration({
    default: 30_000,
    usage: 'How long to wait at most; zero looks once, negative is a week.',
  }),
}

export type WaitInvocation = Invocation<typeof waitFlags>

const aWeek = 168 * 60 * 60 * 1000

/** Waits until every object is as it should be; the timeout is for all of them together. */
export async function wait(invocation: WaitInvocation): Promise<void> {
  const {flags, context} = invocation
  const printer = await printerFor(invocation, {operation: 'condition met'})
  const condition = parseWaitCondition(flags.for)
  const timeout = flags.timeout < 0 ? aWeek : flags.timeout
  const deadline = context.now() + timeout
  const query = queryOf(invocation)
  if (condition.type === 'create') await untilFound(invocation, query, deadline)
  const {targets, errors, visitErrors} = await collectTargets(invocation, query)
  const failures: unknown[] = condition.type === 'delete' ? errors.filter(error => !isNotFound(error)) : []
  // What files describe and is not there is told of together, after the rest.
  const isLate = flags.filename.length > 0
  if (condition.type !== 'delete' && !isLate) failures.push(...errors)
  for (const target of targets)
    try {
      await waitForOne(invocation, {target, condition, deadline, printer, once: timeout === 0})
    } catch (error) {
      failures.push(error)
    }
  if (condition.type !== 'delete' && isLate) failures.push(...visitErrors)
  throwCollected(failures)
  if (targets.length === 0 && condition.type !== 'delete') throw new Error('no matching resources found')
}

interface Wait {
  target: Target
  condition: WaitCondition
  deadline: number
  printer: ObjectPrinter
  once: boolean
}

async function waitForOne(invocation: WaitInvocation, wait: Wait): Promise<void> {
  const {target, condition, printer} = wait
  if (!target.name) throw new Error('resource name must be provided')
  const object =
    condition.type === 'create'
      ? target.object!
      : condition.type === 'delete'
        ? await untilDeleted(invocation, wait)
        : await untilMet(invocation, wait, condition.isMet)
  invocation.out(printer.print(object))
}

async function untilDeleted(invocation: WaitInvocation, {target, deadline, once}: Wait): Promise<KubeObject> {
  const client = await invocation.client()
  // What comes after the one that took all the time is not even asked for.
  if (!once && deadline <= invocation.context.now())
    throw new Error('client rate limiter Wait returned an error: context deadline exceeded')
  try {
    await client.get(pathOfTarget(target))
  } catch (error) {
    if (isNotFound(error)) return target.object!
    throw error
  }
  if (once) throw notMet(target)
  const remaining = deadline - invocation.context.now()
  const gone = remaining > 0 && (await untilChanged(client, target, {test: object => !object, timeout: remaining}))
  if (!gone) throw timedOut(target)
  return target.object!
}

async function untilMet(
  invocation: WaitInvocation,
  {target, deadline, once}: Wait,
  isMet: (object: KubeObject) => boolean,
): Promise<KubeObject> {
  const client = await invocation.client()
  if (once) {
    const object = await client.get(pathOfTarget(target))
    if (isMet(object)) return object
    throw notMet(target)
  }
  let met: KubeObject | undefined
  let seen = false
  const test = (object: KubeObject | undefined): boolean => {
    if (!object && !seen) throw notFound(target.resource, target.name)
    seen = true
    met = object && isMet(object) ? {...kindOf(target), ...object} : undefined
    return met !== undefined
  }
  const remaining = deadline - invocation.context.now()
  if (remaining <= 0 || !(await untilChanged(client, target, {test, timeout: remaining}))) throw timedOut(target)
  return met!
}

/** Looks twice a second, as there may be nothing yet that could be watched. */
async function untilFound(invocation: WaitInvocation, query: TargetQuery, deadline: number): Promise<void> {
  for (;;) {
    const {targets, visitErrors} = await collectTargets(invocation, query)
    // What is missing is waited for where it alone is; of several, and of files, it is an error like others.
    const isMissing = visitErrors.length === 1 && isNotFound(visitErrors[0])
    if (!isMissing) throwCollected(visitErrors)
    if (targets.length > 0 && !isMissing) return
    if (invocation.context.now() >= deadline) throw new Error('timed out waiting for the condition')
    await sleep(Math.max(0, Math.min(500, deadline - invocation.context.now())))
  }
}

/** Items of lists do not say what they are. */
const kindOf = ({resource}: Target) => ({apiVersion: apiVersionOf(resource), kind: resource.kind})

const timedOut = ({resource, name}: Target): Error =>
  new Error(`timed out waiting for the condition on ${resource.resource}/${name}`)

const notMet = ({resource, name}: Target): Error => new Error(`condition not met for ${resource.resource}/${name}`)

const queryOf = ({flags, args}: WaitInvocation): TargetQuery => ({
  args,
  filename: flags.filename,
  recursive: flags.recursive,
  selector: flags.selector,
  fieldSelector: flags['field-selector'],
  allNamespaces: flags['all-namespaces'],
  local: flags.local,
  latest: true,
  typeAloneMeansAll: flags.all,
})
