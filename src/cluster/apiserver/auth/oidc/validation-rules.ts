import {celValue, type Program} from '../../../../api/cel/index.ts'
import type {UserInfo} from '../../server-request.ts'
import type {ClaimRule, UserRule} from './authentication-configuration.ts'
import {type Claims, claimsValue, textClaim} from './claims.ts'
import {type CompiledExpression, compileClaimRule, compileUserRule, evaluated} from './expressions.ts'

interface Rule {
  expression: string
  message: string
  program: Program
}

/** Throws unless the claims are as the rules want them. */
export function claimValidator(rules: readonly ClaimRule[]): (claims: Claims) => void {
  const wanted = rules.filter(({claim}) => claim)
  const expressions = compiled(rules, compileClaimRule)
  return claims => {
    for (const {claim = '', requiredValue = ''} of wanted) checkRequired(claims, claim, requiredValue)
    check('oidc: error evaluating claim validation expression', expressions, {claims: claimsValue(claims)})
  }
}

/** Throws unless the user is as the rules want him. */
export function userValidator(rules: readonly UserRule[]): (user: UserInfo) => void {
  const expressions = compiled(rules, compileUserRule)
  return ({name, uid = '', groups, extra = {}}) =>
    check('oidc: error evaluating user info validation rule', expressions, {
      user: celValue({username: name, uid, groups, extra}),
    })
}

function checkRequired(claims: Claims, claim: string, wanted: string): void {
  if (!Object.hasOwn(claims, claim)) throw new Error(`oidc: required claim ${claim} not present in ID token`)
  const found = claimValue(claims, claim)
  if (found !== wanted)
    throw new Error(`oidc: required claim ${claim} value does not match. Got = ${found}, want = ${wanted}`)
}

function claimValue(claims: Claims, claim: string): string {
  try {
    return textClaim(claims, claim)
  } catch (error) {
    throw new Error(`oidc: parse claim ${claim}: ${(error as Error).message}`)
  }
}

function compiled(
  rules: readonly {expression?: string; message?: string}[],
  compile: (expression: string) => CompiledExpression,
): Rule[] {
  return rules.flatMap(({expression, message = ''}) => {
    if (!expression) return []
    const outcome = compile(expression)
    if ('problem' in outcome) throw new Error(outcome.problem)
    return [{expression, message, program: outcome.program}]
  })
}

function check(where: string, rules: readonly Rule[], variables: Record<string, unknown>): void {
  for (const {expression, message, program} of rules) {
    const held = outcome(where, {program, expression}, variables)
    if (typeof held !== 'boolean') throw new Error(`${where}: validation expression must return a boolean`)
    if (!held) throw new Error(`${where}: validation expression '${expression}' failed: ${message}`)
  }
}

function outcome(
  where: string,
  {program, expression}: Pick<Rule, 'program' | 'expression'>,
  variables: Record<string, unknown>,
): unknown {
  try {
    return evaluated(program, expression, variables)
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`)
  }
}
