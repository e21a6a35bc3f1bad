import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {evaluate, type WriteVariables} from '../dynamic/conditions.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>

/** A policy's own variables; each may use those before it. One that fails fails whoever uses it. */
export async function policyVariables(spec: Spec, write: WriteVariables): Promise<object> {
  const values = {}
  const text = JSON.stringify(spec)
  for (const {name, expression} of spec.variables ?? []) {
    if (!text.includes(`variables.${name}`)) continue
    try {
      const value = await evaluate(expression, {...write, variables: values})
      Object.defineProperty(values, name, {value, enumerable: true})
    } catch (error) {
      const why = (error as Error).message.replace(/^expression '.*' resulted in error: /s, '')
      Object.defineProperty(values, name, {
        enumerable: true,
        get() {
          throw new Error(`composited variable "${name}" fails to evaluate: ${why}`)
        },
      })
    }
  }
  return values
}
