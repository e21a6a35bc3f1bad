import {parseJson} from '../../api/json/index.ts'
import {looksLikeJson, parseYaml, splitJsonDocuments, splitYamlDocuments} from '../../api/yaml/index.ts'

/** The documents of a manifest, JSON or YAML, one after another; empty ones are left out. Throws in kubectl's words. */
export function* decodeDocuments(text: string, source: string): Generator<unknown> {
  for (const part of partsOf(text)) {
    const document = read(part, source)
    if (document !== null && document !== undefined) yield document
  }
}

/** What begins like JSON is a stream of JSON objects, unless one of them is not JSON: then it was YAML in flow style all along. */
function partsOf(text: string): string[] {
  if (!looksLikeJson(text)) return splitYamlDocuments(text)
  const objects = splitJsonDocuments(text)
  const documents = splitYamlDocuments(text)
  return objects.every(isJson) || documents.length < 2 ? objects : documents
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON may be YAML in flow style all the same. */
function read(part: string, source: string): unknown {
  if (!looksLikeJson(part)) return parsed(part, source)
  try {
    return parseJson(part)
  } catch (error) {
    try {
      return parseYaml(part)
    } catch {
      throw new Error(`error parsing ${source}: ${(error as Error).message}`)
    }
  }
}

function parsed(part: string, source: string): unknown {
  try {
    return parseYaml(part)
  } catch (error) {
    throw new Error(`error parsing ${source}: error converting YAML to JSON: ${(error as Error).message}`)
  }
}
