import {readFile} from 'node:fs/promises'

/** By type name, then by field; '' is the type itself. */
export type Descriptions = Record<string, Record<string, string>>

/** Beside the bundle, or where the build puts it when this runs from its source. */
const places = ['./descriptions.json', '../../../../dist/descriptions.json']

/** The prose of the built-in types, which scripts/descriptions.mjs takes out of the client library; empty where it was not built. */
export async function readDescriptions(): Promise<Descriptions> {
  for (const place of places) {
    try {
      return JSON.parse(await readFile(new URL(place, import.meta.url), 'utf8')) as Descriptions
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return {}
}
