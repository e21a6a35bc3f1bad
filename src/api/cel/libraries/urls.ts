import type {Library, OpaqueType} from './library.ts'

/** A URL as CEL holds it. */
export class CelUrl {
  readonly url: URL
  readonly absolute: boolean

  constructor(text: string) {
    const absolute = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text)
    if (!absolute && !text.startsWith('/'))
      throw new Error(
        `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
      )
    try {
      this.url = new URL(text, 'http://relative.invalid')
    } catch {
      throw new Error(
        `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
      )
    }
    this.absolute = absolute
  }

  toString(): string {
    return this.url.href
  }
}

export const urlType: OpaqueType = {name: 'URL', ctor: CelUrl}

/** Kubernetes' URLs. */
export const urls: Library = {
  'url(string): URL': (text: string) => new CelUrl(text),
  'isURL(string): bool'(text: string) {
    try {
      return Boolean(new CelUrl(text))
    } catch {
      return false
    }
  },
  'URL.getScheme(): string': ({url, absolute}: CelUrl) => (absolute ? url.protocol.slice(0, -1) : ''),
  'URL.getHost(): string': ({url, absolute}: CelUrl) => (absolute ? url.host : ''),
  'URL.getHostname(): string': ({url, absolute}: CelUrl) => (absolute ? url.hostname.replace(/^\[|\]$/g, '') : ''),
  'URL.getPort(): string': ({url, absolute}: CelUrl) => (absolute ? url.port : ''),
  'URL.getEscapedPath(): string': ({url}: CelUrl) => url.pathname,
  'URL.getQuery(): map<string, list<string>>': ({url}: CelUrl) =>
    new Map([...new Set(url.searchParams.keys())].map(key => [key, url.searchParams.getAll(key)])),
}
