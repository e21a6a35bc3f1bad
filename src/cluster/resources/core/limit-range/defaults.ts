import type {LimitRange} from '../../../../api/kinds.ts'

/** Of containers, what is not said follows from what is: the limit from the maximum, the request from the limit or the minimum. */
export function setLimitRangeDefaults({spec}: LimitRange): void {
  for (const item of spec?.limits ?? []) {
    if (item.type !== 'Container') continue
    const limits = {...item.max, ...item.default}
    const requests = {...item.min, ...limits, ...item.defaultRequest}
    if (Object.keys(limits).length > 0) item.default = limits
    if (Object.keys(requests).length > 0) item.defaultRequest = requests
  }
}
