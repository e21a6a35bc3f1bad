import {string} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {labelSelectorOf} from './label-selector.ts'

const flags = {
  'max-unavailable': string({usage: 'At most how many pods, or which percentage, may be missing.'}),
  'min-available': string({usage: 'At least how many pods, or which percentage, must be there.'}),
  selector: string({usage: 'The labels of the pods; only equality is supported.'}),
}

/** A budget for how many pods may be disrupted at once. */
export const podDisruptionBudget: Generator<typeof flags> = {
  flags,
  target: {group: 'policy', version: 'v1', resource: 'poddisruptionbudgets', namespaced: true},
  failure: 'poddisruptionbudgets: ',
  generate({name, flags: {selector, 'min-available': minAvailable, 'max-unavailable': maxUnavailable}}) {
    requireName(name)
    if (!selector) throw new Error('a selector must be specified')
    if (!maxUnavailable && !minAvailable) throw new Error('one of min-available or max-unavailable must be specified')
    if (maxUnavailable && minAvailable) throw new Error('min-available and max-unavailable cannot be both specified')
    if (minAvailable && !isAmount(minAvailable)) throw new Error('invalid format specified for min-available')
    if (maxUnavailable && !isAmount(maxUnavailable)) throw new Error('invalid format specified for max-unavailable')
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {name},
      spec: {
        ...(minAvailable && {minAvailable: amount(minAvailable)}),
        selector: labelSelectorOf(selector),
        ...(maxUnavailable && {maxUnavailable: amount(maxUnavailable)}),
      },
    }
  },
}

const isAmount = (text: string): boolean => /^[0-9]+%?$/.test(text)
const amount = (text: string): number | string => (text.endsWith('%') ? text : Number(text))
