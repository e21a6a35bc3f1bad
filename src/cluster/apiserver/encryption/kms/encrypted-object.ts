import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import {type Annotations, bytesIn, fieldsOf, readAnnotations, textIn, writeAnnotations, written} from './messages.ts'

/** What is stored of an object: its bytes, encrypted with a key that is made of what the plugin encrypted. */
export interface EncryptedObject {
  data: Uint8Array
  /** The plugin's own key. */
  keyId: string
  /** What the data's key is made of, encrypted by the plugin. */
  source: Uint8Array
  annotations: Annotations
  sourceType: SourceType
}

/** How the data's key is made: it is the source itself, or is derived from it for every object anew. */
export const SourceType = {aesGcmKey: 0, seed: 1} as const
export type SourceType = (typeof SourceType)[keyof typeof SourceType]

/** Bytes. */
const largestKeyId = 1024
const largestSource = 1024
const largestAnnotations = 32 * 1024

export const encodeEncryptedObject = ({data, keyId, source, annotations, sourceType}: EncryptedObject): Uint8Array =>
  written(writer => {
    if (sourceType !== 0) writer.integer(5, sourceType)
    writeAnnotations(writer, 4, annotations)
    writer.bytes(3, source)
    writer.string(2, keyId)
    writer.bytes(1, data)
  })

/** Throws an Error, in kube-apiserver's words, for what is none. */
export function decodeEncryptedObject(message: Uint8Array): EncryptedObject {
  const fields = fieldsOf(message)
  const type = Number(fields.findLast(({number}) => number === 5)?.value ?? 0)
  const object = {
    data: bytesIn(fields, 1),
    keyId: textIn(fields, 2),
    source: bytesIn(fields, 3),
    annotations: readAnnotations(fields, 4),
    sourceType: type as SourceType,
  }
  checkEncryptedObject(object)
  return object
}

/** Throws an Error, in kube-apiserver's words, where a plugin keeps no limit. */
export function checkEncryptedObject({data, keyId, source, annotations, sourceType}: EncryptedObject): void {
  if (sourceType !== SourceType.aesGcmKey && sourceType !== SourceType.seed)
    throw new Error(`unknown encryptedDEKSourceType: ${sourceType}`)
  if (data.length === 0) throw new Error('encrypted data is empty')
  refuse('encrypted DEK source', sourceProblem(source))
  refuse('key id', keyIdProblem(keyId))
  refuse('annotations', annotationsProblem(annotations))
}

function refuse(what: string, problem: string | undefined): void {
  if (problem) throw new Error(`failed to validate ${what}: ${problem}`)
}

function sourceProblem({length}: Uint8Array): string | undefined {
  if (length === 0) return 'encrypted DEK source is empty'
  return length > largestSource
    ? `encrypted DEK source is ${length} bytes, which exceeds the max size of ${largestSource}`
    : undefined
}

/** What is wrong with the name of a plugin's key. */
export function keyIdProblem(keyId: string): string | undefined {
  const length = Buffer.byteLength(keyId)
  if (length === 0) return 'keyID is empty'
  return length > largestKeyId ? `keyID is ${length} bytes, which exceeds the max size of ${largestKeyId}` : undefined
}

function annotationsProblem(annotations: Annotations): string | undefined {
  const problems: string[] = []
  let size = 0
  for (const [name, value] of Object.entries(annotations)) {
    for (const why of domainProblems(name)) problems.push(`annotations: Invalid value: ${JSON.stringify(name)}: ${why}`)
    size += Buffer.byteLength(name) + value.length
  }
  if (size > largestAnnotations)
    problems.push(`total size of annotations is ${size}, which exceeds the max size of ${largestAnnotations}`)
  return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0]
}

/** What keeps a name from being one of a domain with a parent. */
function domainProblems(name: string): string[] {
  const domain = name.replace(/\.$/, '')
  const problems = isDns1123Subdomain(domain)
  if (problems.length > 0) return problems
  const labels = domain.split('.')
  return labels.length < 2
    ? ['should be a domain with at least two segments separated by dots']
    : labels.flatMap(isDns1123Label)
}
