import {invalidValue, required} from '../../../../../api/field-error.ts'
import type {PodSpec} from '../../../../../api/kinds.ts'
import {isDns1123SubdomainWithUnderscore} from '../../../../../api/names.ts'
import {type Errors, each, invalidBecause} from '../../../validation/errors.ts'
import {validateLegacyIp} from '../../../validation/ip.ts'

const maxNameservers = 3
const maxSearches = 32
const maxSearchCharacters = 2048

export function* validateDnsConfig(path: string, {dnsConfig, dnsPolicy}: PodSpec): Errors {
  if (dnsPolicy === 'None' && !dnsConfig) {
    yield required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')
    return
  }
  if (!dnsConfig) return
  const {nameservers = [], searches = [], options} = dnsConfig
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    yield required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')
    return
  }
  if (nameservers.length > maxNameservers)
    yield invalidValue(`${path}.nameservers`, nameservers, `must not have more than ${maxNameservers} nameservers`)
  yield* each(`${path}.nameservers`, nameservers, (address, at) => validateLegacyIp(at, address))
  if (searches.length > maxSearches)
    yield invalidValue(`${path}.searches`, searches, `must not have more than ${maxSearches} search paths`)
  if (searches.join(' ').length > maxSearchCharacters)
    yield invalidValue(
      `${path}.searches`,
      searches,
      `must not have more than ${maxSearchCharacters} characters (including spaces) in the search list`,
    )
  yield* each(`${path}.searches`, searches, function* (search, at) {
    const domain = search.replace(/\.$/, '')
    if (search !== '.') yield* invalidBecause(at, domain, isDns1123SubdomainWithUnderscore(domain))
  })
  yield* each(`${path}.options`, options, function* ({name}, at) {
    if (!name) yield required(at, 'must not be empty')
  })
}
