import type {ApiResponse} from '../../../client/transport.ts'

/** Attributes that hold a link, by element. */
const linking: Record<string, readonly string[]> = {
  a: ['href'],
  area: ['href'],
  audio: ['src'],
  base: ['href'],
  blockquote: ['cite'],
  body: ['background'],
  button: ['formaction'],
  embed: ['src'],
  form: ['action'],
  frame: ['longdesc', 'src'],
  html: ['manifest'],
  iframe: ['longdesc', 'src'],
  img: ['longdesc', 'src', 'usemap'],
  input: ['src', 'usemap', 'formaction'],
  ins: ['cite'],
  link: ['href'],
  object: ['classid', 'codebase', 'data', 'usemap'],
  q: ['cite'],
  script: ['src'],
  source: ['src'],
  track: ['src'],
  video: ['poster', 'src'],
}

/** Lets what a proxied server says of places on itself lead back through the proxy, whose path `prefix` is: links in its HTML, and where it redirects to. */
export function rewriteLinks(response: ApiResponse, prefix: string): ApiResponse {
  const {status, headers, body} = response
  const location = headers['location']
  const moved =
    typeof location === 'string' && (status === 201 || (status >= 300 && status < 400))
      ? {...headers, location: throughProxy(location, prefix)}
      : headers
  const type = String(headers['content-type'] ?? '').split(';')[0]
  if (type !== 'text/html' || body.type !== 'bytes' || headers['content-encoding'] !== undefined)
    return {...response, headers: moved}
  const bytes = Buffer.from(rewriteHtml(Buffer.from(body.bytes).toString(), prefix))
  const {'content-length': length, ...others} = moved
  return {
    ...response,
    headers: {...others, ...(length !== undefined && {'content-length': String(bytes.length)})},
    body: {type: 'bytes', bytes},
  }
}

const rewriteHtml = (html: string, prefix: string): string =>
  html.replace(/<([a-zA-Z][a-zA-Z0-9]*)\b([^>]*)>/g, (whole, element: string, attributes: string) => {
    const names = linking[element.toLowerCase()]
    if (!names) return whole
    const rewritten = attributes.replace(
      /(\s)([a-zA-Z-]+)(\s*=\s*)("([^"]*)"|'([^']*)')/g,
      (attribute, space: string, name: string, equals: string, quoted: string, double?: string, single?: string) =>
        names.includes(name.toLowerCase())
          ? `${space}${name}${equals}${quoted[0]}${throughProxy(double ?? single ?? '', prefix)}${quoted[0]}`
          : attribute,
    )
    return `<${element}${rewritten}>`
  })

/** Relative links, and those to other hosts, lead where they should already. */
function throughProxy(link: string, prefix: string): string {
  if (!link.startsWith('/') || link.startsWith('//') || link.startsWith(prefix)) return link
  return prefix + link
}
