import {isIP} from 'node:net'

/** Each of these answers what is wrong with a value, in Kubernetes' words; an empty list means it is fine. */
export type NameCheck = (value: string) => string[]

const qualifiedNameFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const labelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const underscoreFormat = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const subdomainFormat = `${labelFormat}(\\.${labelFormat})*`
const dns1035Format = '[a-z]([-a-z0-9]*[a-z0-9])?'
const whole = (format: string): RegExp => new RegExp(`^${format}$`)

const qualifiedName = whole(qualifiedNameFormat)
const labelValue = whole(`(${qualifiedNameFormat})?`)
const label = whole(labelFormat)
const subdomain = whole(subdomainFormat)
const subdomainWithUnderscore = whole(`${underscoreFormat}(\\.${underscoreFormat})*`)
const dns1035 = whole(dns1035Format)
const wildcard = whole(`\\*\\.${subdomainFormat}`)

const maxLengthError = (length: number): string => `must be no more than ${length} characters`
export const emptyError = 'must be non-empty'
const rangeError = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`

/** `… (e.g. 'a', or 'b', regex used for validation is '…')` */
export function regexError(message: string, format: string, ...examples: string[]): string {
  const regex = `regex used for validation is '${format}')`
  if (examples.length === 0) return `${message} (${regex}`
  return `${message} (e.g. ${examples.map(example => `'${example}', `).join(' or ')}${regex}`
}

export const isQualifiedName: NameCheck = value => {
  const parts = value.split('/')
  const explanation = () =>
    regexError(
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      qualifiedNameFormat,
      'MyName',
      'my.name',
      '123-abc',
    )
  if (parts.length > 2)
    return [
      `a qualified name ${explanation()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  const errors: string[] = []
  const [prefix, name] = parts.length === 2 ? (parts as [string, string]) : [undefined, parts[0]!]
  if (prefix === '') errors.push(`prefix part ${emptyError}`)
  else if (prefix !== undefined) errors.push(...isDns1123Subdomain(prefix).map(message => `prefix part ${message}`))
  if (name === '') errors.push(`name part ${emptyError}`)
  else if (byteLength(name) > 63) errors.push(`name part ${maxLengthError(63)}`)
  if (!qualifiedName.test(name)) errors.push(`name part ${explanation()}`)
  return errors
}

export const isLabelValue: NameCheck = value =>
  check(value, 63, labelValue, () =>
    regexError(
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      `(${qualifiedNameFormat})?`,
      'MyValue',
      'my_value',
      '12345',
    ),
  )

export const isDns1123Label: NameCheck = value =>
  check(value, 63, label, () =>
    subdomain.test(value)
      ? 'must not contain dots'
      : regexError(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
          labelFormat,
          'my-name',
          '123-abc',
        ),
  )

export const isDns1123Subdomain: NameCheck = value =>
  check(value, 253, subdomain, () =>
    regexError(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      subdomainFormat,
      'example.com',
    ),
  )

export const isDns1123SubdomainWithUnderscore: NameCheck = value =>
  check(value, 253, subdomainWithUnderscore, () =>
    regexError(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
      `${underscoreFormat}(\\.${underscoreFormat})*`,
      'example.com',
    ),
  )

export const isDns1035Label: NameCheck = value =>
  check(value, 63, dns1035, () =>
    regexError(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
      dns1035Format,
      'my-name',
      'abc-123',
    ),
  )

export const isWildcardDns1123Subdomain: NameCheck = value =>
  check(value, 253, wildcard, () =>
    regexError(
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
      `\\*\\.${subdomainFormat}`,
      '*.example.com',
    ),
  )

export const isCIdentifier: NameCheck = value =>
  check(value, Number.POSITIVE_INFINITY, /^[A-Za-z_][A-Za-z0-9_]*$/, () =>
    regexError(
      "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
      '[A-Za-z_][A-Za-z0-9_]*',
      'my_name',
      'MY_NAME',
      'MyName',
    ),
  )

export const isPortNumber = (port: number): string[] => isInRange(port, 1, 65_535)
const isInRange = (value: number, low: number, high: number): string[] =>
  value >= low && value <= high ? [] : [rangeError(low, high)]
export const isPortName: NameCheck = value => {
  const errors: string[] = []
  if (byteLength(value) > 15) errors.push(maxLengthError(15))
  if (!/^[-a-z0-9]+$/.test(value)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)')
  if (value.includes('--')) errors.push('must not contain consecutive hyphens')
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen')
  return errors
}

export const isPercent: NameCheck = value =>
  check(value, Number.POSITIVE_INFINITY, /^[0-9]+%$/, () =>
    regexError("a valid percent string must be a numeric string followed by an ending '%'", '[0-9]+%', '1%', '93%'),
  )

export const isHttpHeaderName: NameCheck = value =>
  check(value, Number.POSITIVE_INFINITY, /^[-A-Za-z0-9]+$/, () =>
    regexError("a valid HTTP header must consist of alphanumeric characters or '-'", '[-A-Za-z0-9]+', 'X-Header-Name'),
  )

/** What kubectl asks of an environment variable; the API server since 1.34 takes isRelaxedEnvVarName. */
export const isEnvVarName: NameCheck = value => [
  ...check(value, Number.POSITIVE_INFINITY, /^[-._a-zA-Z][-._a-zA-Z0-9]*$/, () =>
    regexError(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
      '[-._a-zA-Z][-._a-zA-Z0-9]*',
      'my.env-name',
      'MY_ENV.NAME',
      'MyEnvName1',
    ),
  ),
  ...parentFolderErrors(value),
]

export const isRelaxedEnvVarName: NameCheck = value => {
  if (value === '') return [`environment variable name ${emptyError}`]
  return /^[ -<>-~]*$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

export const isConfigMapKey: NameCheck = value => [
  ...check(value, 253, /^[-._a-zA-Z0-9]+$/, () =>
    regexError(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
      '[-._a-zA-Z0-9]+',
      'key.name',
      'KEY_NAME',
      'key-name',
    ),
  ),
  ...parentFolderErrors(value),
]

export const isCidr: NameCheck = value => {
  const [, address = '', bits = ''] = /^([^/]*)\/(\d{1,3})$/.exec(value) ?? []
  const family = isIP(withoutLeadingZeros(address))
  return family && Number(bits) <= (family === 4 ? 32 : 128)
    ? []
    : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']
}

/** Names of resources that must not be path segments: `.`, `..`, or hold `/` or `%`. */
export const isPathSegmentName: NameCheck = value => {
  if (value === '.' || value === '..') return [`may not be '${value}'`]
  return ['/', '%'].filter(character => value.includes(character)).map(character => `may not contain '${character}'`)
}

function check(value: string, longest: number, pattern: RegExp, explain: () => string): string[] {
  const errors: string[] = []
  if (byteLength(value) > longest) errors.push(maxLengthError(longest))
  if (!pattern.test(value)) errors.push(explain())
  return errors
}

const byteLength = (value: string): number => (value.length > 15 ? Buffer.byteLength(value) : value.length)

function parentFolderErrors(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`]
  return value.startsWith('..') ? ["must not start with '..'"] : []
}

const withoutLeadingZeros = (address: string): string => address.replace(/(^|\.)0+(?=\d)/g, '$1')
