import type {Library} from './library.ts'

/** Kubernetes' `find` and `findAll`, in RE2's syntax as far as JavaScript's goes. */
export const regex: Library = {
  'string.find(string): string': (text: string, pattern: string) => compiled(pattern).exec(text)?.[0] ?? '',
  'string.findAll(string): list<string>': (text: string, pattern: string) => allOf(text, pattern, -1),
  'string.findAll(string, int): list<string>': (text: string, pattern: string, limit: bigint) =>
    allOf(text, pattern, Number(limit)),
}

function allOf(text: string, pattern: string, limit: number): string[] {
  const found = [...text.matchAll(compiled(pattern, 'g'))].map(match => match[0])
  return limit < 0 ? found : found.slice(0, limit)
}

function compiled(pattern: string, flags = ''): RegExp {
  const own = /^\(\?([ims]+)\)/.exec(pattern)
  const body = (own ? pattern.slice(own[0].length) : pattern).replaceAll('(?P<', '(?<').replaceAll('\\z', '$')
  try {
    return new RegExp(body, `${own?.[1] ?? ''}${flags}u`)
  } catch {
    throw new Error(`Illegal regex: error parsing regexp: ${pattern}`)
  }
}
