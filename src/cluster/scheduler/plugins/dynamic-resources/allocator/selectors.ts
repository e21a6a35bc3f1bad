import {compileSelector} from '../../../../../api/cel/devices/compile-selector.ts'
import {matchesDevice} from '../../../../../api/cel/devices/match-device.ts'
import type {Device, DeviceSelector} from '../../../../../api/kinds.ts'
import type {Candidate} from './candidate.ts'

/** Whether a device is one of those that all selectors take; `whose` is `class gpu` or `claim default/gpu`, for what is thrown. */
export function isSelected({device, driver}: Candidate, selectors: readonly DeviceSelector[], whose: string): boolean {
  for (const [index, {cel}] of selectors.entries()) {
    const outcome = evaluate(cel!.expression, driver, device)
    if (typeof outcome === 'string') throw new Error(`${whose}: selector #${index}: ${outcome}`)
    if (!outcome) return false
  }
  return true
}

/** What an expression says of a device never changes, and every pod and node asks. */
const known = new WeakMap<Device, Map<string, boolean | string>>()

function evaluate(expression: string, driver: string, device: Device): boolean | string {
  const answers = known.get(device) ?? new Map<string, boolean | string>()
  known.set(device, answers)
  let answer = answers.get(expression)
  if (answer === undefined) {
    answer = evaluateAnew(expression, driver, device)
    answers.set(expression, answer)
  }
  return answer
}

function evaluateAnew(expression: string, driver: string, device: Device): boolean | string {
  const compiled = compileSelector(expression)
  if ('problem' in compiled) return `CEL compile error: ${compiled.problem}`
  try {
    return matchesDevice(compiled.program, driver, device)
  } catch (error) {
    return `CEL runtime error: ${(error as Error).message}`
  }
}
