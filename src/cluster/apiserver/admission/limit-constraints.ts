import {compareQuantities, isZeroQuantity, quantityNumber} from '../../../api/quantity.ts'

/** What a container, a pod or a claim asks for; claims know no limits. */
export interface Resources {
  requests: Record<string, string>
  limits?: Record<string, string>
}

/** A LimitRange's bounds for one type. */
export interface Bounds {
  type: string
  min?: Record<string, string>
  max?: Record<string, string>
  maxLimitRequestRatio?: Record<string, string>
}

/** Everything in which resources lie outside of their bounds, in LimitRanger's words. */
export function limitErrors(bounds: Bounds, resources: Resources): string[] {
  return [
    ...each(bounds.min, (name, least) => tooLittle(bounds.type, name, least, resources)),
    ...each(bounds.max, (name, most) => tooMuch(bounds.type, name, most, resources)),
    ...(resources.limits
      ? each(bounds.maxLimitRequestRatio, (name, most) => tooUneven(bounds.type, name, most, resources))
      : []),
  ]
}

function each(
  bounds: Record<string, string> = {},
  check: (name: string, bound: string) => string | undefined,
): string[] {
  return Object.keys(bounds)
    .sort()
    .map(name => check(name, bounds[name]!))
    .filter(error => error !== undefined)
}

function tooLittle(type: string, name: string, least: string, {requests, limits}: Resources): string | undefined {
  const rule = `minimum ${name} usage per ${type} is ${least}`
  const [request, limit] = [requests[name], limits?.[name]]
  if (request === undefined) return `${rule}.  No request is specified`
  if (compareQuantities(request, least) < 0) return `${rule}, but request is ${request}`
  if (limit !== undefined && compareQuantities(limit, least) < 0) return `${rule}, but limit is ${limit}`
  return undefined
}

function tooMuch(type: string, name: string, most: string, {requests, limits}: Resources): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${most}`
  const [request, limit] = [requests[name], limits?.[name]]
  if (limits) {
    if (limit === undefined) return `${rule}.  No limit is specified`
    if (compareQuantities(limit, most) > 0) return `${rule}, but limit is ${limit}`
  } else if (request === undefined) return `${rule}.  No request is specified`
  if (request !== undefined && compareQuantities(request, most) > 0) return `${rule}, but request is ${request}`
  return undefined
}

function tooUneven(type: string, name: string, most: string, {requests, limits}: Resources): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${most}`
  const [request, limit] = [requests[name], limits?.[name]]
  if (request === undefined || isZeroQuantity(request)) return `${rule}, but no request is specified or request is 0`
  if (limit === undefined || isZeroQuantity(limit)) return `${rule}, but no limit is specified or limit is 0`
  const ratio = quantityNumber(limit) / quantityNumber(request)
  return ratio > quantityNumber(most) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined
}
