import type {ResolvedCommandContext} from 'just-bash'
import type {Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {flagsOf} from './flags.ts'
import {askInCluster} from './in-cluster.ts'

/** `agnhost test-service-account-issuer-discovery`: checks a token as any OpenID Connect client would, by what its issuer says of itself. */
export const issuerDiscovery =
  ({host}: ShellParts): Run =>
  async (args: string[], _context: ResolvedCommandContext) => {
    const {'token-path': path = '', audience = ''} = flagsOf(args)
    const say = (text: string): void => host.stderr(Buffer.from(`${text}\n`))
    try {
      const token = Buffer.from(host.files.readBytes(path)).toString()
      say('OK: Got token')
      say('validating with in-cluster discovery')
      const {createLocalJWKSet, decodeJwt, jwtVerify} = await import('jose')
      const {iss: issuer = ''} = decodeJwt(token)
      say(`OK: got issuer ${issuer}`)
      const json = async (url: string) => JSON.parse(Buffer.from((await askInCluster(host, url)).body).toString())
      const found = (await json(`${issuer}/.well-known/openid-configuration`)) as {issuer: string; jwks_uri: string}
      if (found.issuer !== issuer)
        throw new Error(
          `oidc: issuer did not match the issuer returned by provider, expected "${issuer}" got "${found.issuer}"`,
        )
      say(`OK: Constructed OIDC provider for issuer ${issuer}`)
      const keys = createLocalJWKSet(await json(found.jwks_uri))
      const {payload} = await jwtVerify(token, keys, {
        issuer,
        ...(audience && {audience}),
        currentDate: new Date(host.now()),
      })
      say('OK: Validated signature on JWT')
      say('OK: Got valid claims from token!')
      say(`Full, validated claims: \n${JSON.stringify(payload)}`)
      return {stdout: '', stderr: '', exitCode: 0}
    } catch (error) {
      say(`failed to validate with in-cluster discovery: ${(error as Error).message}`)
      return {stdout: '', stderr: '', exitCode: 1}
    }
  }
