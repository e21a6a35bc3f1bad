import {isDns1035Label, isDns1123Label, isDns1123Subdomain} from '../../../api/names.ts'

/** A rule for names; with `prefix`, the name is the beginning of a generated one and may end in a dash. */
export type NameRule = (name: string, prefix: boolean) => string[]

export const subdomainName: NameRule = (name, prefix) => isDns1123Subdomain(prefix ? maskedName(name) : name)
export const labelName: NameRule = (name, prefix) => isDns1123Label(prefix ? maskedName(name) : name)
export const dns1035Name: NameRule = (name, prefix) => isDns1035Label(prefix ? maskedName(name) : name)

/** Anything that can be a segment of a URL's path; RBAC's names, for one. */
export const pathSegmentName: NameRule = (name, prefix) => {
  const messages = !prefix && (name === '.' || name === '..') ? [`may not be '${name}'`] : []
  for (const forbidden of ['/', '%']) if (name.includes(forbidden)) messages.push(`may not contain '${forbidden}'`)
  return messages
}

/** A generated name's prefix with a letter in place of its end, where that is a dash. */
export const maskedName = (name: string): string =>
  name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
