import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import type {Container, PodSpec} from '../../../../../api/kinds.ts'
import {isHttpHeaderName} from '../../../../../api/names.ts'
import {type Errors, invalidBecause, supportedWord} from '../../../validation/errors.ts'
import {validatePort} from '../../../validation/ports.ts'
import {stopSignals} from './stop-signals.ts'

type Lifecycle = NonNullable<Container['lifecycle']>
type Handler = NonNullable<Lifecycle['preStop']> & {grpc?: {port: number}}

const order = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const

/** Exactly one of the ways to act on a container: exec, httpGet, tcpSocket, grpc (probes), sleep (hooks). */
export function* validateHandler(
  path: string,
  handler: Handler,
  gracePeriod: number | undefined,
  allowed: readonly (typeof order)[number][],
): Errors {
  let found = false
  for (const kind of order) {
    if (!allowed.includes(kind) || handler[kind] === undefined) continue
    if (found) yield forbiddenField(`${path}.${kind}`, 'may not specify more than 1 handler type')
    else yield* handlerErrors(`${path}.${kind}`, kind, handler, gracePeriod)
    found = true
  }
  if (!found) yield required(path, 'must specify a handler type')
}

function* handlerErrors(
  path: string,
  kind: (typeof order)[number],
  handler: Handler,
  gracePeriod: number | undefined,
): Errors {
  if (kind === 'exec' && !handler.exec?.command?.length) yield required(`${path}.command`)
  if (kind === 'httpGet' && handler.httpGet) yield* validateHttpGet(path, handler.httpGet)
  if (kind === 'tcpSocket') yield* validatePort(`${path}.port`, handler.tcpSocket?.port)
  if (kind === 'grpc') yield* validatePort(`${path}.port`, handler.grpc?.port ?? 0)
  if (kind === 'sleep') {
    const seconds = handler.sleep?.seconds ?? 0
    if (gracePeriod !== undefined && (seconds < 0 || seconds > gracePeriod))
      yield invalidValue(
        path,
        seconds,
        `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`,
      )
  }
}

function* validateHttpGet(path: string, action: NonNullable<Handler['httpGet']>): Errors {
  if (!action.path) yield required(`${path}.path`)
  yield* validatePort(`${path}.port`, action.port)
  yield* supportedWord(`${path}.scheme`, action.scheme ?? '', ['HTTP', 'HTTPS'])
  for (const {name} of action.httpHeaders ?? [])
    yield* invalidBecause(`${path}.httpHeaders`, name, isHttpHeaderName(name))
}

/** What runs after a container's start and before its stop. */
export function* validateLifecycle(
  path: string,
  lifecycle: Lifecycle | undefined,
  gracePeriod: number | undefined,
  os: PodSpec['os'],
): Errors {
  if (!lifecycle) return
  const allowed = ['exec', 'httpGet', 'tcpSocket', 'sleep'] as const
  if (lifecycle.postStart) yield* validateHandler(`${path}.postStart`, lifecycle.postStart, gracePeriod, allowed)
  if (lifecycle.preStop) yield* validateHandler(`${path}.preStop`, lifecycle.preStop, gracePeriod, allowed)
  if (lifecycle.stopSignal !== undefined) yield* stopSignalErrors(`${path}.stopSignal`, lifecycle.stopSignal, os)
}

function* stopSignalErrors(path: string, signal: string, os: PodSpec['os']): Generator<FieldError> {
  if (!os) {
    yield forbiddenField(path, 'may not be set for containers with empty `spec.os.name`')
    return
  }
  const supported = os.name === 'windows' ? ['SIGKILL', 'SIGTERM'] : stopSignals
  if (!supported.includes(signal)) yield notSupported(path, signal, supported)
}
