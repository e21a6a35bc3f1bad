import {X509Certificate} from 'node:crypto'
import {type FieldError, invalidValue, tooLong} from '../../../../api/field-error.ts'

const longest = 1024 * 1024
const omitted = '<value omitted>'

/** What is wrong with a bundle of trust anchors: certificates of authorities in PEM, each once. */
export function trustBundleErrors(path: string, text: string): FieldError[] {
  if (Buffer.byteLength(text) > longest) return [tooLong(path, longest)]
  const places = new Map<string, number[]>()
  const errors: FieldError[] = []
  for (const [index, block] of pemBlocks(text).entries()) {
    const problem = problemOf(block)
    if (problem) errors.push(invalidValue(path, omitted, `entry ${index} ${problem}`))
    else places.set(block.data, [...(places.get(block.data) ?? []), index])
  }
  if (errors.length > 0) return errors
  if (places.size === 0) return [invalidValue(path, omitted, 'at least one trust anchor must be provided')]
  return [...places.values()]
    .filter(indices => indices.length > 1)
    .map(indices => invalidValue(path, omitted, `duplicate trust anchor (indices [${indices.join(' ')}])`))
}

export interface PemBlock {
  type: string
  hasHeaders: boolean
  /** Base64 without line breaks. */
  data: string
}

/** The blocks of a PEM text; what is between them counts for nothing. */
function pemBlocks(text: string): PemBlock[] {
  const found = text.matchAll(/^-----BEGIN ([^\n]*?)-----[ \t\r]*\n([\s\S]*?)^-----END \1-----[ \t\r]*$/gm)
  return [...found].flatMap(([, type = '', body = '']) => {
    const lines = body.split('\n').map(line => line.trim())
    const headers = lines.filter(line => line.includes(':'))
    const data = lines.filter(line => !line.includes(':')).join('')
    return /^[A-Za-z0-9+/]*={0,2}$/.test(data) ? [{type, hasHeaders: headers.length > 0, data}] : []
  })
}

function problemOf({type, hasHeaders, data}: PemBlock): string | undefined {
  if (type !== 'CERTIFICATE') return `has bad block type: ${type}`
  if (hasHeaders) return 'has PEM block headers'
  try {
    return new X509Certificate(Buffer.from(data, 'base64')).ca ? undefined : 'does not have the CA bit set'
  } catch {
    return 'does not parse as X.509'
  }
}
