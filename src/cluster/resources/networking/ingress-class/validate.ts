import {
  type FieldError,
  forbiddenField,
  notSupported,
  pendingMetadata,
  required,
  tooLong,
} from '../../../../api/field-error.ts'
import type {IngressClass} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import {domainPrefixedPath} from '../../validation/domain-path.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {validateLocalReference} from '../local-reference.ts'

type Spec = NonNullable<IngressClass['spec']>

const controllerLimit = 250

export const validateIngressClass = ({spec}: IngressClass): FieldError[] => [...specErrors('spec', spec ?? {})]

export const validateIngressClassUpdate = (ingressClass: IngressClass, old: IngressClass): FieldError[] => [
  ...immutable('spec.controller', ingressClass.spec?.controller ?? '', old.spec?.controller ?? ''),
  pendingMetadata('M'),
  ...validateIngressClass(ingressClass),
]

function* specErrors(path: string, {controller = '', parameters}: Spec): Errors {
  if (controller.length > controllerLimit) yield tooLong(`${path}.controller`, controllerLimit)
  yield* domainPrefixedPath(`${path}.controller`, controller)
  if (parameters) yield* parameterErrors(`${path}.parameters`, parameters)
}

function* parameterErrors(path: string, parameters: NonNullable<Spec['parameters']>): Errors {
  yield* validateLocalReference(path, parameters)
  const {scope, namespace} = parameters
  if (scope === undefined) {
    yield required(`${path}.scope`)
    return
  }
  if (scope !== 'Namespace' && scope !== 'Cluster') {
    yield notSupported(`${path}.scope`, scope, ['Cluster', 'Namespace'])
    return
  }
  if (scope === 'Cluster' && namespace !== undefined)
    yield forbiddenField(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'")
  if (scope !== 'Namespace') return
  if (namespace === undefined) yield required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'")
  else yield* invalidBecause(`${path}.namespace`, namespace, isDns1123Label(namespace))
}
