import {parseJson} from '../../api/json/index.ts'
import {looksLikeJson, parseYaml, splitJsonDocuments, splitYamlDocuments} from '../../api/yaml/index.ts'

/** The documents of a manifest, JSON or YAML, one after another; empty ones are left out. Throws in kubectl's words. */
export function* decodeDocuments(text: string, source: string): Generator<unknown> {
  const parts = looksLikeJson(text) ? splitJsonDocuments(text) : splitYamlDocuments(text)
  for (const part of parts) {
    const document = read(part, source)
    if (document !== null && document !== undefined) yield document
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
