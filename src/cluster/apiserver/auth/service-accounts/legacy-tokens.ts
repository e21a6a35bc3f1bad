import type {Secret, ServiceAccount} from '../../../../api/kinds.ts'
import {timestamp} from '../../../runtime/clock.ts'
import type {TokenMetrics} from '../../metrics/token-metrics.ts'
import type {TokenAuthenticator} from '../authentication/tokens.ts'
import {jwtPayload} from '../jwt-payload.ts'
import type {ObjectSource} from '../object-source.ts'
import {serviceAccountGroups, serviceAccountUser} from './claims.ts'
import {type SigningKey, verifiedPayload} from './signing-key.ts'

const issuer = 'kubernetes/serviceaccount'

interface LegacyClaims {
  iss: string
  'kubernetes.io/serviceaccount/namespace': string
  'kubernetes.io/serviceaccount/secret.name': string
  'kubernetes.io/serviceaccount/service-account.name': string
  'kubernetes.io/serviceaccount/service-account.uid': string
}

const lastUsed = 'kubernetes.io/legacy-token-last-used'
const invalidSince = 'kubernetes.io/legacy-token-invalid-since'

export interface LegacyTokenOptions {
  source: ObjectSource
  key(): SigningKey
  /** The API server's own. */
  audiences: readonly string[]
  /** The cluster's time. */
  now(): number
  /** Counts what is used. */
  used?: TokenMetrics
  /** Puts a label on a secret. Nobody waits for it. */
  labelSecret?(secret: Secret, labels: Record<string, string>): void
}

/** Tokens without an end, kept in secrets of type kubernetes.io/service-account-token; good while the secret holds them, and for the API server alone. */
export function legacyTokens(options: LegacyTokenOptions): TokenAuthenticator {
  const {source, key, audiences: own} = options
  return {
    async authenticateToken(token, audiences) {
      const claims = jwtPayload<LegacyClaims>(token)
      if (claims?.iss !== issuer) return undefined
      await verifiedPayload(token, key())
      const common = audiences.filter(audience => own.includes(audience))
      if (common.length === 0 && audiences.length > 0)
        throw new Error(`token audiences ${quoted(own)} is invalid for the target audiences ${quoted(audiences)}`)
      const secret = await heldBy(source, claims, token)
      const account = await checkAccount(source, claims)
      noteUse(secret, options)
      count(secret, account, options.used)
      checkValid(secret, claims)
      const namespace = claims['kubernetes.io/serviceaccount/namespace']
      const name = claims['kubernetes.io/serviceaccount/service-account.name']
      const uid = claims['kubernetes.io/serviceaccount/service-account.uid']
      return {
        user: {name: serviceAccountUser(namespace, name), uid, groups: serviceAccountGroups(namespace)},
        audiences: common,
      }
    },
  }
}

/** The secret that a token says it is kept in, if that holds it. */
async function heldBy(source: ObjectSource, claims: LegacyClaims, token: string): Promise<Secret> {
  const namespace = claims['kubernetes.io/serviceaccount/namespace']
  const name = claims['kubernetes.io/serviceaccount/secret.name']
  const secret = (await source.get(core('secrets'), namespace, name)) as Secret | undefined
  if (!secret || secret.metadata.deletionTimestamp) throw new Error('Token has been invalidated')
  if (Buffer.from(secret.data?.['token'] ?? '', 'base64').toString() !== token)
    throw new Error("Token does not match server's copy")
  return secret
}

async function checkAccount(source: ObjectSource, claims: LegacyClaims): Promise<ServiceAccount> {
  const namespace = claims['kubernetes.io/serviceaccount/namespace']
  const name = claims['kubernetes.io/serviceaccount/service-account.name']
  const uid = claims['kubernetes.io/serviceaccount/service-account.uid']
  const account = await source.get(core('serviceaccounts'), namespace, name)
  if (!account) throw new Error(`serviceaccounts ${JSON.stringify(name)} not found`)
  if (account.metadata.deletionTimestamp) throw new Error(`ServiceAccount ${namespace}/${name} has been deleted`)
  if (account.metadata.uid !== uid)
    throw new Error(`ServiceAccount UID (${account.metadata.uid}) does not match claim (${uid})`)
  return account as ServiceAccount
}

function count({metadata}: Secret, {secrets = []}: ServiceAccount, used: TokenMetrics | undefined): void {
  if (metadata.labels?.[invalidSince]) used?.legacy('invalid')
  else used?.legacy(secrets.some(({name}) => name === metadata.name) ? 'auto' : 'manual')
}

/** Once a day it is noted that a token is still in use. */
function noteUse(secret: Secret, {now, labelSecret}: LegacyTokenOptions): void {
  const date = (time: number) => timestamp(time).slice(0, 'YYYY-MM-DD'.length)
  const [today, tomorrow] = [date(now()), date(now() + 86_400_000)]
  const noted = secret.metadata.labels?.[lastUsed]
  if (noted !== today && noted !== tomorrow) labelSecret?.(secret, {[lastUsed]: today})
}

function checkValid({metadata: {namespace, name, labels = {}}}: Secret, claims: LegacyClaims): void {
  if (!labels[invalidSince]) return
  const account = `${namespace}/${claims['kubernetes.io/serviceaccount/service-account.name']}`
  throw new Error(
    `the token in secret ${namespace}/${name} for service account ${account} has been marked invalid. Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the '${invalidSince}' label from the secret to temporarily allow use of this token`,
  )
}

/** Signs such a token; the controller of token secrets asks for it. */
export async function signLegacyToken(
  {privateKey, id}: SigningKey,
  {namespace, secret, name, uid}: {namespace: string; secret: string; name: string; uid: string},
): Promise<string> {
  const {SignJWT} = await import('jose')
  return new SignJWT({
    iss: issuer,
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': secret,
    'kubernetes.io/serviceaccount/service-account.name': name,
    'kubernetes.io/serviceaccount/service-account.uid': uid,
    sub: serviceAccountUser(namespace, name),
  })
    .setProtectedHeader({alg: 'RS256', kid: id})
    .sign(privateKey)
}

const core = (resource: string) => ({group: '', version: 'v1', resource})

const quoted = (words: readonly string[]): string => `[${words.map(word => JSON.stringify(word)).join(' ')}]`
