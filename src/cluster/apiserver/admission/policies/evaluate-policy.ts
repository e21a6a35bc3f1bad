import {type ExpressionScope, type Program, policyScope, typeNameOf} from '../../../../api/cel/index.ts'
import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {stopwatch} from '../../../runtime/metrics/stopwatch.ts'
import {Budget, OutOfBudget, policyBudget} from '../dynamic/budget.ts'
import {meetsConditions} from '../dynamic/conditions.ts'
import {evaluate, type WriteVariables} from '../dynamic/evaluate.ts'
import {PolicyVariables} from '../dynamic/policy-variables.ts'

/** One thing that a policy has against a write. */
export interface Denial {
  message: string
  reason?: string
  /** Which of its validations says so; absent: none of them. */
  index?: number
  /** Denies whatever the binding's actions are. */
  always?: boolean
  /** That it could not be told is what is wrong. */
  error?: boolean
  /** How long it took to find out. */
  seconds?: number
}

/** What a policy says of a write. */
export interface Judgement {
  denials: Denial[]
  /** What could not be told, where that does not matter. */
  ignored: Denial[]
  /** For the audit log, by the annotations' keys. */
  annotations: [key: string, value: string][]
}

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>
type Validation = NonNullable<Spec['validations']>[number]

/** Evaluates a policy for one write and one set of parameters. */
export async function evaluatePolicy(
  {spec = {} as Spec}: ValidatingAdmissionPolicy,
  write: WriteVariables,
): Promise<Judgement> {
  const fails = spec.failurePolicy !== 'Ignore'
  const {scope, programs} = policyScope(spec)
  const context: Context = {spec, write, scope, programs, fails}
  const conditions = (spec.matchConditions ?? []) as {name: string; expression: string}[]
  const met = await meetsConditions(conditions, withVariables(context, {...write, namespaceObject: null}), scope)
  if ('error' in met) return failed(met.error, fails)
  if (!met.matches) return {denials: [], ignored: [], annotations: []}
  try {
    const found = await validationDenials(context)
    const {denials: more, annotations} = await auditAnnotations(context)
    const isIgnored = ({error}: Denial) => error === true && !fails
    return {
      denials: [...found.filter(denial => !isIgnored(denial)), ...more],
      ignored: found.filter(isIgnored),
      annotations,
    }
  } catch (error) {
    if (error instanceof OutOfBudget) return failed(error.message, fails)
    throw error
  }
}

interface Context {
  spec: Spec
  write: WriteVariables
  scope: ExpressionScope
  programs: ReadonlyMap<string, Program>
  /** Errors deny. */
  fails: boolean
}

/** What cannot be told at all is the first validation's fault. */
const failed = (message: string, fails: boolean): Judgement => {
  const denial: Denial = {message, index: 0, error: true}
  return {denials: fails ? [denial] : [], ignored: fails ? [] : [denial], annotations: []}
}

/** Variables are worked out anew for validations, for messages and for annotations, as their costs are counted. */
const withVariables = ({programs}: Context, write: WriteVariables): WriteVariables => ({
  ...write,
  variables: new PolicyVariables(programs, write),
})

async function validationDenials(context: Context): Promise<Denial[]> {
  const {spec, scope, write} = context
  const validations = spec.validations ?? []
  const budget = new Budget(policyBudget)
  const variables = withVariables(context, write)
  const outcomes: (({value: unknown} | {error: string}) & {seconds: number})[] = []
  for (const {expression} of validations) {
    const elapsed = stopwatch()
    const outcome = await attempt(() => evaluate(expression, variables, {scope, budget}))
    outcomes.push({...outcome, seconds: elapsed()})
  }
  const messages = await messageTexts(context, budget)
  return outcomes.flatMap((outcome, index): Denial[] => {
    const validation = validations[index]!
    const {seconds} = outcome
    if ('error' in outcome) return [{message: outcome.error, index, error: true, seconds}]
    if ('error' in messages)
      return [{message: `failed messageExpression: ${messages.error}`, index, error: true, seconds}]
    if (outcome.value === true) return []
    const {reason} = validation
    return [{message: messages.texts[index] || ownMessage(validation), index, seconds, ...(reason && {reason})}]
  })
}

async function attempt(work: () => Promise<unknown>): Promise<{value: unknown} | {error: string}> {
  try {
    return {value: await work()}
  } catch (error) {
    if (error instanceof OutOfBudget) throw error
    return {error: (error as Error).message}
  }
}

const ownMessage = ({expression, message}: Validation): string =>
  message?.trim() || `failed expression: ${expression.trim()}`

/** Bytes. */
const longestMessage = 5 * 1024

/** What the message expressions of all validations come to; '' for those that make no message. */
async function messageTexts(context: Context, budget: Budget): Promise<{texts: string[]} | {error: string}> {
  const {spec, scope, write} = context
  const variables = withVariables(context, withoutAuthorizer(write))
  const texts: string[] = []
  for (const {messageExpression} of spec.validations ?? []) {
    let text = ''
    try {
      if (messageExpression)
        text = asMessage(await evaluate(messageExpression, variables, {scope: {...scope, authorizer: false}, budget}))
    } catch (error) {
      if (error instanceof OutOfBudget) return {error: error.message}
    }
    texts.push(text)
  }
  return {texts}
}

function asMessage(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : ''
  return text.includes('\n') || Buffer.byteLength(text) > longestMessage ? '' : text
}

const withoutAuthorizer = ({authorizer: _, 'authorizer.requestResource': __, ...rest}: WriteVariables) => rest

/** Annotations are for the audit log; that one cannot be told is an error all the same. */
async function auditAnnotations(context: Context): Promise<Pick<Judgement, 'denials' | 'annotations'>> {
  const {spec, scope, fails, write} = context
  const variables = withVariables(context, withoutAuthorizer(write))
  const budget = new Budget(policyBudget)
  const denials: Denial[] = []
  const annotations: [string, string][] = []
  for (const {key, valueExpression} of spec.auditAnnotations ?? []) {
    const outcome = await attempt(() => evaluate(valueExpression, variables, {scope, budget}))
    if ('error' in outcome) {
      if (fails) denials.push({message: outcome.error, always: true, error: true})
    } else if (typeof outcome.value === 'string') {
      if (outcome.value.trim()) annotations.push([key, outcome.value.trim()])
    } else if (outcome.value !== null) {
      const message = `valueExpression '${valueExpression}' resulted in unsupported return type: ${typeNameOf(outcome.value)}. Return type must be either string or null.`
      denials.push({message, always: true, error: true})
    }
  }
  return {denials, annotations}
}
