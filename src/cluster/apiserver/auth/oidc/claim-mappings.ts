import {isCutFromText, type Program} from '../../../../api/cel/index.ts'
import type {UserInfo} from '../../server-request.ts'
import type {ClaimMappings} from './authentication-configuration.ts'
import {type Claims, claimsValue, textClaim, textsClaim} from './claims.ts'
import {compileClaimExpression, evaluated} from './expressions.ts'

/** Makes a user of a token's claims; throws what is wrong with them. */
export type MapClaims = (claims: Claims) => UserInfo

const credential = 'authentication.kubernetes.io/credential-id'

/** Mappings that have been validated, compiled. */
export function claimMapper({username = {}, groups = {}, uid = {}, extra = []}: ClaimMappings): MapClaims {
  const programs = {
    username: programOf(username.expression),
    groups: programOf(groups.expression),
    uid: programOf(uid.expression),
    extra: extra.map(({key = '', valueExpression = ''}) => ({
      key,
      expression: valueExpression,
      program: programOf(valueExpression)!,
    })),
  }

  const nameOf = (claims: Claims): string => {
    if (programs.username) return nameByExpression(programs.username, claims)
    const claim = username.claim ?? ''
    const name = told(`oidc: parse username claims ${JSON.stringify(claim)}`, () => textClaim(claims, claim))
    if (claim === 'email') checkEmail(claims)
    return (username.prefix ?? '') + name
  }

  const groupsOf = (claims: Claims): string[] => {
    const {claim} = groups
    if (claim && Object.hasOwn(claims, claim))
      return told(`oidc: parse groups claim ${JSON.stringify(claim)}`, () =>
        textsClaim(claims, claim).map(group => (groups.prefix ?? '') + group),
      )
    const {groups: program} = programs
    return program ? told('oidc: error evaluating group claim expression', () => texts(run(program, claims))) : []
  }

  const uidOf = (claims: Claims): string => {
    const {claim} = uid
    if (claim) return told(`oidc: parse uid claim ${JSON.stringify(claim)}`, () => textClaim(claims, claim))
    const {uid: program} = programs
    return program ? told('oidc: error evaluating uid claim expression', () => text(run(program, claims), 'uid')) : ''
  }

  const extraOf = (claims: Claims): [string, string[]][] => {
    const id = claims['jti']
    const own: [string, string[]][] = typeof id === 'string' && id ? [[credential, [`JTI=${id}`]]] : []
    const mapped = programs.extra.map(({key, expression, program}): [string, string[]] => [
      key,
      told(`oidc: error evaluating extra claim expression: ${expression}`, () => texts(run(program, claims))),
    ])
    return [...own, ...mapped.filter(([, values]) => values.length > 0)]
  }

  return claims => {
    const name = nameOf(claims)
    const memberships = groupsOf(claims)
    const id = uidOf(claims)
    const more = extraOf(claims)
    return {name, groups: memberships, ...(id && {uid: id}), ...(more.length > 0 && {extra: Object.fromEntries(more)})}
  }
}

function nameByExpression(program: Expression, claims: Claims): string {
  const name = told('oidc: error evaluating username claim expression', () => text(run(program, claims), 'username'))
  if (!name) throw new Error('oidc: empty username via CEL expression is not allowed')
  return name
}

/** An address is a name only once its owner has proved it, where the issuer says so at all (OpenID Connect Core, 5.1). */
function checkEmail(claims: Claims): void {
  if (Object.hasOwn(claims, 'email_verified') && claims['email_verified'] !== true)
    throw new Error(
      typeof claims['email_verified'] === 'boolean'
        ? 'oidc: email not verified'
        : `oidc: parse 'email_verified' claim: json: cannot unmarshal ${jsonWord(claims['email_verified'])} into Go value of type bool`,
    )
}

interface Expression {
  expression: string
  program: Program
}

function programOf(expression: string | undefined): Expression | undefined {
  if (!expression) return undefined
  const outcome = compileClaimExpression(expression)
  if ('problem' in outcome) throw new Error(outcome.problem)
  return {expression, program: outcome.program}
}

const run = ({program, expression}: Expression, claims: Claims): unknown =>
  evaluated(program, expression, {claims: claimsValue(claims)})

function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw new Error(`${what} claim expression must return a string`)
}

/** Text or a list of it; empty ones do not count. Neither does kube-apiserver know the lists that `split` makes. */
function texts(value: unknown): string[] {
  if (value === null) return []
  const list = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || isCutFromText(list) || !list.every(item => typeof item === 'string'))
    throw new Error('expression must return a string or a list of strings')
  return list.filter(item => item !== '')
}

function told<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`)
  }
}

const jsonWord = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'object' ? 'object' : typeof value
}
