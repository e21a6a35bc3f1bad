import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {PriorityLevelConfiguration} from '../../../../api/kinds.ts'
import {goJson} from '../../go-types/go-json.ts'
import {sameMeaning} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {validateConditions} from '../conditions.ts'
import {mandatoryPriorityLevelSpecs} from '../mandatory.ts'

type Spec = NonNullable<PriorityLevelConfiguration['spec']>
type Limited = NonNullable<Spec['limited']>

const mostQueues = 10_000_000
const hashBits = 60

export const validatePriorityLevel = (level: PriorityLevelConfiguration): FieldError[] => [
  ...errorsOf(level),
  ...validatePriorityLevelStatus(level),
]

export const validatePriorityLevelStatus = ({status}: PriorityLevelConfiguration): FieldError[] => [
  ...validateConditions(status?.conditions),
]

function* errorsOf({metadata, spec}: PriorityLevelConfiguration): Errors {
  const {type, limited, exempt} = spec ?? {type: ''}
  if ((metadata.name === 'exempt') !== (type === 'Exempt'))
    yield invalidValue('spec.type', type, "must be 'Exempt' if and only if `name` is 'exempt'")
  if (type === 'Exempt') {
    if (limited) yield forbiddenField('spec.limited', 'must be nil if the type is not Limited')
    if (exempt) yield* shareErrors('spec.exempt', exempt)
  } else if (type === 'Limited') {
    if (exempt) yield forbiddenField('spec.exempt', 'must be nil if the type is Limited')
    if (!limited) yield required('spec.limited', 'must not be empty when type is Limited')
    else yield* limitedErrors('spec.limited', limited)
  } else {
    yield notSupported('spec.type', type, ['Exempt', 'Limited'])
  }
  yield* mandatoryErrors(metadata.name ?? '', spec ?? {type: ''})
}

function* mandatoryErrors(name: string, spec: Spec): Errors {
  const fixed = mandatoryPriorityLevelSpecs[name]
  if (!fixed || sameMeaning({...spec, ...(name === 'exempt' && {exempt: fixed.exempt})}, fixed)) return
  const except = name === 'exempt' ? " except the 'spec.exempt' field" : ''
  const shown = goJson('PriorityLevelConfigurationSpec', spec)
  yield invalidValue('spec', shown, `spec of '${name}'${except} must equal the fixed value`)
}

function* shareErrors(
  path: string,
  {nominalConcurrencyShares = 0, lendablePercent = 0}: {nominalConcurrencyShares?: number; lendablePercent?: number},
): Errors {
  if (nominalConcurrencyShares < 0)
    yield invalidValue(`${path}.nominalConcurrencyShares`, nominalConcurrencyShares, 'must be a non-negative integer')
  if (lendablePercent < 0 || lendablePercent > 100)
    yield invalidValue(`${path}.lendablePercent`, lendablePercent, 'must be between 0 and 100, inclusive')
}

function* limitedErrors(path: string, limited: Limited): Errors {
  const {nominalConcurrencyShares, lendablePercent, borrowingLimitPercent, limitResponse} = limited
  yield* shareErrors(path, {nominalConcurrencyShares})
  yield* responseErrors(`${path}.limitResponse`, limitResponse)
  yield* shareErrors(path, {lendablePercent})
  if (borrowingLimitPercent !== undefined && borrowingLimitPercent < 0)
    yield invalidValue(
      `${path}.borrowingLimitPercent`,
      borrowingLimitPercent,
      'if specified, must be a non-negative integer',
    )
}

function* responseErrors(path: string, response: Limited['limitResponse']): Errors {
  const {type = '', queuing} = response ?? {}
  if (type === 'Reject') {
    if (queuing) yield forbiddenField(`${path}.queuing`, 'must be nil if limited.limitResponse.type is not Limited')
  } else if (type !== 'Queue') {
    yield notSupported(`${path}.type`, type, ['Queue', 'Reject'])
  } else if (!queuing) {
    yield required(`${path}.queuing`, 'must not be empty if limited.limitResponse.type is Limited')
  } else {
    yield* queueErrors(`${path}.queuing`, queuing)
  }
}

function* queueErrors(
  path: string,
  {queues = 0, handSize = 0, queueLengthLimit = 0}: {queues?: number; handSize?: number; queueLengthLimit?: number},
): Errors {
  if (queueLengthLimit <= 0) yield invalidValue(`${path}.queueLengthLimit`, queueLengthLimit, 'must be positive')
  if (queues <= 0) yield invalidValue(`${path}.queues`, queues, 'must be positive')
  else if (queues > mostQueues) yield invalidValue(`${path}.queues`, queues, `must not be greater than ${mostQueues}`)
  const at = `${path}.handSize`
  if (handSize <= 0) yield invalidValue(at, handSize, 'must be positive')
  else if (handSize > queues) yield invalidValue(at, handSize, `should not be greater than queues (${queues})`)
  else if (entropyBits(queues, handSize) > hashBits)
    yield invalidValue(
      at,
      handSize,
      `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${hashBits}`,
    )
}

/** How many bits of a hash it takes to deal a hand. */
const entropyBits = (deck: number, hand: number): number =>
  Math.ceil(Array.from({length: hand}, (_, index) => Math.log2(deck - index)).reduce((sum, bits) => sum + bits, 0))
