import {invalidValue} from '../../../../../api/field-error.ts'
import type {Probe} from '../../../../../api/kinds.ts'
import type {Errors} from '../../../validation/errors.ts'
import {nonNegative} from '../../../validation/numbers.ts'
import {validateHandler} from './handlers.ts'

/** A liveness or startup probe: one success is enough. */
export function* validateRestartProbe(path: string, probe: Probe | undefined, gracePeriod: number | undefined): Errors {
  if (!probe) return
  yield* validateProbe(path, probe, gracePeriod)
  const successes = probe.successThreshold ?? 0
  if (successes !== 1) yield invalidValue(`${path}.successThreshold`, successes, 'must be 1')
}

export function* validateReadinessProbe(
  path: string,
  probe: Probe | undefined,
  gracePeriod: number | undefined,
): Errors {
  if (!probe) return
  yield* validateProbe(path, probe, gracePeriod)
  const period = probe.terminationGracePeriodSeconds
  if (period !== undefined)
    yield invalidValue(`${path}.terminationGracePeriodSeconds`, period, 'must not be set for readinessProbes')
}

function* validateProbe(path: string, probe: Probe, gracePeriod: number | undefined): Errors {
  yield* validateHandler(path, probe, gracePeriod, ['exec', 'httpGet', 'tcpSocket', 'grpc'])
  yield* nonNegative(`${path}.initialDelaySeconds`, probe.initialDelaySeconds)
  yield* nonNegative(`${path}.timeoutSeconds`, probe.timeoutSeconds)
  yield* nonNegative(`${path}.periodSeconds`, probe.periodSeconds)
  yield* nonNegative(`${path}.successThreshold`, probe.successThreshold)
  yield* nonNegative(`${path}.failureThreshold`, probe.failureThreshold)
  const period = probe.terminationGracePeriodSeconds
  if (period !== undefined && period <= 0)
    yield invalidValue(`${path}.terminationGracePeriodSeconds`, period, 'must be greater than 0')
}
