import {readFile} from 'node:fs/promises'

/** By the document's key: `apis/apps/v1`. */
export type BuiltHashes = Record<string, string>

/**
 * The hashes of the built-in documents, which the build asks the server for and writes beside it: clients that look into the index first want one or two
 * documents, and making all of them to know their hashes takes as long as everything else that the client does. Empty where this runs from its source.
 */
export async function readBuiltHashes(): Promise<BuiltHashes> {
  try {
    return JSON.parse(await readFile(new URL('./openapi-hashes.json', import.meta.url), 'utf8')) as BuiltHashes
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
