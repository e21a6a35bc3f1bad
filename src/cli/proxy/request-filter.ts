/** Which requests a proxy serves. */
export interface RequestFilter {
  acceptPaths: readonly RegExp[]
  /** Refused even where accepted. */
  rejectPaths: readonly RegExp[]
  acceptHosts: readonly RegExp[]
  rejectMethods: readonly RegExp[]
}

/** Whether a request may pass; `host` is the header's, perhaps with a port. */
export function isAccepted(filter: RequestFilter, request: {method: string; path: string; host: string}): boolean {
  const {method, path} = request
  const host = withoutPort(request.host)
  if (matches(filter.rejectPaths, path) || matches(filter.rejectMethods, method)) return false
  return matches(filter.acceptPaths, path) && matches(filter.acceptHosts, host)
}

const matches = (expressions: readonly RegExp[], text: string): boolean =>
  expressions.some(expression => expression.test(text))

/** As Go's SplitHostPort: brackets go with the port, and stay without one. */
function withoutPort(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:[\]]*)):[^:]*$/.exec(host) ?? []
  return bracketed ?? plain ?? host
}
