import {X509Certificate} from 'node:crypto'
import {duplicate, type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {type Errors, each} from '../../../resources/validation/errors.ts'
import type {
  AuthenticationConfiguration,
  ClaimMappings,
  ClaimRule,
  IssuerConfiguration,
  PrefixedMapping,
  UserRule,
} from './authentication-configuration.ts'
import {type CompiledExpression, compileClaimExpression, compileClaimRule, compileUserRule} from './expressions.ts'

/** Everything that is wrong with a configuration, in the order in which Kubernetes tells it. */
export const configurationErrors = (configuration: AuthenticationConfiguration, disallowed: readonly string[]) => [
  ...errorsOf(configuration, disallowed),
]

function* errorsOf({jwt = [], anonymous}: AuthenticationConfiguration, disallowed: readonly string[]): Errors {
  for (const [index, authenticator] of jwt.entries()) {
    const path = `jwt[${index}]`
    const {issuer = {}, claimValidationRules: rules = [], claimMappings = {}, userValidationRules = []} = authenticator
    yield* issuerErrors(`${path}.issuer`, issuer, disallowed)
    yield* claimRuleErrors(`${path}.claimValidationRules`, rules)
    yield* mappingErrors(`${path}.claimMappings`, claimMappings, rules)
    yield* userRuleErrors(`${path}.userValidationRules`, userValidationRules)
    const before = jwt.slice(0, index)
    if (before.some(other => other.issuer?.url === issuer.url)) yield duplicate(`${path}.issuer.url`, issuer.url)
    if (issuer.discoveryURL && before.some(other => other.issuer?.discoveryURL === issuer.discoveryURL))
      yield duplicate(`${path}.issuer.discoveryURL`, issuer.discoveryURL)
  }
  if (anonymous && !anonymous.enabled && anonymous.conditions?.length)
    yield invalidValue(
      'anonymous.conditions',
      anonymous.conditions.map(({path}) => ({Path: path ?? ''})),
      'enabled should be set to true when conditions are defined',
    )
}

function* issuerErrors(path: string, issuer: IssuerConfiguration, disallowed: readonly string[]): Errors {
  const {
    url = '',
    discoveryURL = '',
    certificateAuthority,
    audiences = [],
    audienceMatchPolicy = '',
    egressSelectorType,
  } = issuer
  if (!url) yield required(`${path}.url`)
  else yield* urlErrors(`${path}.url`, url, disallowed)
  if (discoveryURL) {
    if (url && withoutSlashes(url) === withoutSlashes(discoveryURL))
      yield invalidValue(`${path}.discoveryURL`, discoveryURL, 'discoveryURL must be different from URL')
    yield* urlErrors(`${path}.discoveryURL`, discoveryURL, [])
  }
  yield* audienceErrors(path, audiences, audienceMatchPolicy)
  if (certificateAuthority && !holdsCertificate(certificateAuthority))
    yield invalidValue(
      `${path}.certificateAuthority`,
      '<omitted>',
      'data does not contain any valid RSA or ECDSA certificates',
    )
  if (egressSelectorType && !egressSelectors.has(egressSelectorType))
    yield invalidValue(
      `${path}.egressSelectorType`,
      egressSelectorType,
      'egress selector must be either controlplane or cluster',
    )
}

const egressSelectors = new Set(['controlplane', 'cluster'])

/** An issuer that only the cluster itself may be. */
export const disallowedIssuer = (url: string, disallowed: readonly string[]): FieldError =>
  invalidValue('issuer.url', url, `URL must not overlap with disallowed issuers: [${disallowed.join(' ')}]`)

function* urlErrors(path: string, text: string, disallowed: readonly string[]): Errors {
  if (disallowed.includes(text)) yield {...disallowedIssuer(text, disallowed), field: path}
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:') yield invalidValue(path, text, 'URL scheme must be https')
  if (!url) return
  if (url.username || url.password) yield invalidValue(path, text, 'URL must not contain a username or password')
  if (url.search) yield invalidValue(path, text, 'URL must not contain a query')
  if (url.hash) yield invalidValue(path, text, 'URL must not contain a fragment')
}

function* audienceErrors(path: string, audiences: readonly string[], policy: string): Errors {
  if (audiences.length === 0) {
    yield required(`${path}.audiences`, `at least one ${path}.audiences is required`)
    return
  }
  for (const [index, audience] of audiences.entries()) {
    if (!audience) yield required(`${path}.audiences[${index}]`)
    if (audiences.indexOf(audience) < index) yield duplicate(`${path}.audiences[${index}]`, audience)
  }
  const at = `${path}.audienceMatchPolicy`
  if (audiences.length > 1 && policy !== 'MatchAny')
    yield invalidValue(at, policy, 'audienceMatchPolicy must be MatchAny for multiple audiences')
  if (audiences.length === 1 && policy && policy !== 'MatchAny')
    yield invalidValue(at, policy, 'audienceMatchPolicy must be empty or MatchAny for single audience')
}

function* claimRuleErrors(path: string, rules: readonly ClaimRule[]): Errors {
  for (const [index, {claim, requiredValue, expression, message}] of rules.entries()) {
    const at = `${path}[${index}]`
    const before = rules.slice(0, index).filter(rule => !(rule.claim && rule.expression))
    if (claim && expression) yield invalidValue(at, claim, "claim and expression can't both be set")
    else if (claim) {
      if (message) yield invalidValue(`${at}.message`, message, 'may not be specified when claim is set')
      if (before.some(rule => rule.claim === claim)) yield duplicate(`${at}.claim`, claim)
    } else if (expression) {
      if (requiredValue)
        yield invalidValue(`${at}.requiredValue`, requiredValue, 'may not be specified when expression is set')
      if (before.some(rule => rule.expression === expression)) yield duplicate(`${at}.expression`, expression)
      else yield* expressionErrors(`${at}.expression`, expression, compileClaimRule)
    } else yield required(at, 'claim or expression is required')
  }
}

function* mappingErrors(path: string, mappings: ClaimMappings, rules: readonly ClaimRule[]): Errors {
  const {username = {}, groups = {}, uid = {}, extra = []} = mappings
  yield* prefixedErrors(`${path}.username`, username, true)
  yield* prefixedErrors(`${path}.groups`, groups, false)
  if (uid.claim && uid.expression) yield invalidValue(`${path}.uid`, '', "claim and expression can't both be set")
  else if (uid.expression) yield* expressionErrors(`${path}.uid.expression`, uid.expression, compileClaimExpression)
  yield* each(`${path}.extra`, extra, function* ({key = '', valueExpression}, at) {
    const index = extra.findIndex(other => other.key === key)
    yield* keyErrors(`${at}.key`, key)
    if (!at.endsWith(`[${index}]`)) yield duplicate(`${at}.key`, key)
    else if (!valueExpression) yield required(`${at}.valueExpression`)
    else yield* expressionErrors(`${at}.valueExpression`, valueExpression, compileClaimExpression)
  })
  const others = [...extra.map(one => one.valueExpression), ...rules.map(rule => rule.expression), username.expression]
  if (mentionsClaim(username.expression, 'email') && !others.some(text => mentionsClaim(text, 'email_verified')))
    yield invalidValue(
      `${path}.username.expression`,
      username.expression,
      'claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression',
    )
}

function* prefixedErrors(path: string, {claim, prefix, expression}: PrefixedMapping, mandatory: boolean): Errors {
  if (claim && expression) yield invalidValue(path, '', "claim and expression can't both be set")
  else if (!claim && !expression && mandatory) yield required(path, 'claim or expression is required')
  else if (expression) {
    if (prefix !== undefined && prefix !== null)
      yield invalidValue(`${path}.prefix`, prefix, 'may not be specified when expression is set')
    yield* expressionErrors(`${path}.expression`, expression, compileClaimExpression)
  } else if (claim && (prefix === undefined || prefix === null))
    yield required(
      `${path}.prefix`,
      'prefix is required when claim is set. It can be set to an empty string to disable prefixing',
    )
}

function* keyErrors(path: string, key: string): Errors {
  const [domain = '', ...rest] = key.split('/')
  if (!key) yield required(path)
  else if (rest.length === 0) yield invalidValue(path, key, 'must be a domain-prefixed path (such as "acme.io/foo")')
  else for (const problem of isDns1123Subdomain(domain)) yield invalidValue(path, domain, problem)
  if (key !== key.toLowerCase()) yield invalidValue(path, key, 'must be lowercase')
  if (/(^|\.)(kubernetes|k8s)\.io$/.test(domain) && rest.length > 0)
    yield invalidValue(path, key, 'k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use')
}

function* userRuleErrors(path: string, rules: readonly UserRule[]): Errors {
  for (const [index, {expression}] of rules.entries()) {
    const at = `${path}[${index}].expression`
    if (!expression) yield required(at)
    else if (rules.findIndex(rule => rule.expression === expression) < index) yield duplicate(at, expression)
    else yield* expressionErrors(at, expression, compileUserRule)
  }
}

function* expressionErrors(path: string, text: string, compile: (text: string) => CompiledExpression): Errors {
  const outcome = compile(text)
  if ('problem' in outcome) yield invalidValue(path, text, outcome.problem)
}

const mentionsClaim = (expression: string | undefined, claim: string): boolean =>
  new RegExp(`\\bclaims\\s*(\\.\\s*\\??${claim}\\b|\\[\\s*\\??["']${claim}["'])`).test(expression ?? '')

const withoutSlashes = (url: string): string => url.replace(/\/+$/, '')

function holdsCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey !== undefined
  } catch {
    return false
  }
}
