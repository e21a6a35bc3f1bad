import {forbiddenField, notSupported, required, tooLong} from '../../../../../api/field-error.ts'
import type {Container} from '../../../../../api/kinds.ts'
import type {Errors} from '../../../validation/errors.ts'

const policies = ['Always', 'Never', 'OnFailure']
const operators = ['In', 'NotIn']
const mostRules = 20
const mostCodes = 255

/** When a container is started again, where it has a mind of its own (KEP-5307): who has no such feature has had it dropped. */
export function* validateRestartPolicy(
  path: string,
  {restartPolicy, restartPolicyRules: rules = []}: Container,
): Errors {
  if (restartPolicy === undefined) {
    if (rules.length === 0) return
    yield required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used')
  } else if (!policies.includes(restartPolicy)) yield notSupported(`${path}.restartPolicy`, restartPolicy, policies)
  if (rules.length > mostRules) yield tooLong(`${path}.restartPolicyRules`, mostRules)
  for (const [index, {action, exitCodes}] of rules.entries()) {
    const at = `${path}.restartPolicyRules[${index}]`
    if (action !== 'Restart') yield notSupported(`${at}.action`, action ?? '', ['Restart'])
    if (!exitCodes) {
      yield required(`${at}.exitCodes`, 'must be specified')
      continue
    }
    const {operator = '', values = []} = exitCodes
    if (!operators.includes(operator)) yield notSupported(`${at}.exitCodes.operator`, operator, operators)
    if (values.length > mostCodes) yield tooLong(`${at}.exitCodes.values`, mostCodes)
  }
}

/** The same of an init container; one that runs as long as its pod is always started again. */
export function* validateInitRestartPolicy(path: string, container: Container): Errors {
  const {restartPolicy, restartPolicyRules} = container
  if (restartPolicy === undefined) return
  if (restartPolicy !== 'Always') yield* validateRestartPolicy(path, container)
  else if (restartPolicyRules?.length)
    yield forbiddenField(
      `${path}.restartPolicyRules`,
      'restartPolicyRules are not allowed for init containers with restart policy Always',
    )
}
