import {stringifyJson} from '../../../api/json/index.ts'
import type {ServerRequest} from '../server-request.ts'

/** These have always been indented, whoever asks. */
const indentedPaths = new Set(['/', '/version', '/version/'])
const browsers = /^(curl|Wget|Mozilla\/5\.0)/

/** An object as it goes over the wire: compact JSON with a line feed, indented for people, or YAML. */
export async function objectText(object: unknown, contentType: string, request: ServerRequest): Promise<string> {
  if (contentType.startsWith('application/yaml')) {
    const {stringifyYaml} = await import('../../../api/yaml/stringify.ts')
    return stringifyYaml(object)
  }
  return isForPeople(request)
    ? stringifyJson(object, {sort: false, indent: 2})
    : `${stringifyJson(object, {sort: false})}\n`
}

function isForPeople({url, headers = {}}: ServerRequest): boolean {
  const [path = '', query = ''] = url.split('?')
  if (indentedPaths.has(path)) return true
  const asked = new URLSearchParams(query).get('pretty')
  if (asked !== null) return asked === '' || asked === '1' || asked === 'true'
  return browsers.test(String(headers['user-agent'] ?? ''))
}
