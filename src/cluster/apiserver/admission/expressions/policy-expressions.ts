import {
  celTypes,
  compileExpression,
  conditionScope,
  type ExpressionScope,
  policyScope,
} from '../../../../api/cel/index.ts'
import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {
  MutatingAdmissionPolicy,
  ValidatingAdmissionPolicy,
  ValidatingWebhookConfiguration,
} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'

/** The expressions of a policy that do not compile. */
export function policyErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const {spec} = object as ValidatingAdmissionPolicy
  if (!spec) return []
  // Without variables there is no word `variables`; mutations always know it.
  const checks = new Checks(spec, old, (spec.variables ?? []).length > 0)
  checks.checkCommon()
  for (const [index, {expression, messageExpression}] of (spec.validations ?? []).entries()) {
    checks.check(`spec.validations[${index}].expression`, expression, isBool)
    checks.check(`spec.validations[${index}].messageExpression`, messageExpression, {
      kinds: ['string'],
      what: 'string',
      scope: {...checks.scope, authorizer: false},
    })
  }
  for (const [index, {valueExpression}] of (spec.auditAnnotations ?? []).entries())
    checks.check(`spec.auditAnnotations[${index}].valueExpression`, valueExpression, {
      kinds: ['string', 'null'],
      what: 'one of [string null_type]',
      trimmed: true,
    })
  return checks.errors
}

/** The expressions of a mutating policy that do not compile. */
export function mutatingPolicyErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const {spec} = object as MutatingAdmissionPolicy
  if (!spec) return []
  const checks = new Checks(spec as Spec, old, true)
  checks.checkCommon()
  const scope = {...checks.scope, patchTypes: true}
  for (const [index, {patchType, applyConfiguration, jsonPatch}] of (spec.mutations ?? []).entries()) {
    const path = `spec.mutations[${index}]`
    if (patchType === 'ApplyConfiguration')
      checks.check(`${path}.applyConfiguration.expression`, applyConfiguration?.expression?.trim(), {
        names: ['Object'],
        what: 'Object',
        scope,
      })
    if (patchType === 'JSONPatch')
      checks.check(`${path}.jsonPatch.expression`, jsonPatch?.expression?.trim(), {
        names: ['list(JSONPatch)'],
        what: 'list(JSONPatch)',
        scope,
      })
  }
  return checks.errors
}

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>

/** Finds what is wrong with a policy's expressions, but for those that it had before. */
class Checks {
  readonly errors: FieldError[] = []
  readonly scope: ExpressionScope
  private readonly spec: Spec
  private readonly problems: {index: number; problem: string}[]
  private readonly known: string

  constructor(spec: Spec, old: KubeObject | undefined, composed: boolean) {
    this.spec = spec
    this.known = JSON.stringify(old?.['spec'] ?? {})
    const {scope, problems} = policyScope(spec)
    const {variables, ...plain} = scope
    this.scope = composed ? scope : plain
    this.problems = problems
  }

  /** Match conditions, which know no variables, and variables. */
  checkCommon(): void {
    const {matchConditions = [], variables} = this.spec
    const {variables: _, ...scope} = this.scope
    for (const [index, {expression}] of matchConditions.entries())
      this.check(`spec.matchConditions[${index}].expression`, expression?.trim(), {...isBool, scope})
    for (const {index, problem} of this.problems) {
      const expression = variables?.[index]?.expression
      if (this.isNew(expression))
        this.errors.push(invalidValue(`spec.variables[${index}].expression`, expression, problem))
    }
  }

  check(path: string, expression: string | undefined, wanted: Wanted): void {
    if (!this.isNew(expression)) return
    const problem = problemOf(wanted.trimmed ? expression.trim() : expression, wanted, wanted.scope ?? this.scope)
    if (problem) this.errors.push(invalidValue(path, expression, problem))
  }

  private isNew(expression: string | undefined): expression is string {
    return Boolean(expression?.trim()) && !this.known.includes(JSON.stringify(expression))
  }
}

interface Wanted {
  kinds?: string[]
  /** Types by their names, where the kind does not tell. */
  names?: string[]
  what: string
  scope?: ExpressionScope
  /** Whether it is compiled without the blanks around it, which the error shows. */
  trimmed?: boolean
}

const isBool: Wanted = {kinds: ['bool'], what: 'bool'}

function problemOf(expression: string, {kinds, names, what}: Wanted, scope: ExpressionScope): string | undefined {
  const found = compileExpression(expression, scope)
  if ('problem' in found) return found.problem
  const {type} = found.program
  const name = celTypes.typeName(type)
  return kinds?.includes(type.kind) || names?.includes(name) ? undefined : `must evaluate to ${what} but got ${name}`
}

/** The match conditions of webhooks that do not compile. */
export function webhookErrors(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const known = JSON.stringify(old?.['webhooks'] ?? [])
  const {webhooks = []} = object as ValidatingWebhookConfiguration
  return webhooks.flatMap(({matchConditions = []}, place) =>
    matchConditions.flatMap((condition, index) => {
      const expression = condition.expression?.trim()
      // That there is none is told with the rest.
      if (!expression || known.includes(JSON.stringify(condition.expression))) return []
      const problem = problemOf(expression, isBool, conditionScope)
      const path = `webhooks[${place}].matchConditions[${index}].expression`
      return problem ? [invalidValue(path, expression, problem)] : []
    }),
  )
}
