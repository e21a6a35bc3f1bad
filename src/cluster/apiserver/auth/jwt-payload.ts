/** What a token claims, true or not, and of whatever types; undefined where it is no JWT (RFC 7519): three parts, of which the second is a JSON object. */
export function jwtPayload<Claims extends object>(token: string): Claims | undefined {
  const [, payload, signature, ...more] = token.split('.')
  if (payload === undefined || signature === undefined || more.length > 0) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined
  } catch {
    return undefined
  }
}
