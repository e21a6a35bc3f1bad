import {pendingDeviceExpression, required, tooLong} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'
import {boundedList} from './lists.ts'

export interface DeviceSelector {
  cel?: {expression?: string}
}

const mostSelectors = 32
const longestExpression = 10 * 1024

/** Selectors of devices; whether their expressions compile is left to the API server, where the compiler is. */
export const selectorErrors = (path: string, selectors: readonly DeviceSelector[] | undefined): Errors =>
  boundedList(path, selectors, mostSelectors, function* ({cel}, at) {
    const {expression = ''} = cel ?? {}
    if (!cel) yield required(`${at}.cel`)
    else if (expression.length > longestExpression) yield tooLong(`${at}.cel.expression`, longestExpression)
    else yield pendingDeviceExpression(`${at}.cel.expression`, expression)
  })
