import type {Container} from '../../api/kinds.ts'
import {applyStrategicPatch} from '../../api/patch/index.ts'
import {findSchema} from '../../api/schema/index.ts'
import {readFile} from '../../client/machine/files.ts'

/** A part of a container from a JSON or YAML file; undefined where no file is named. */
export async function readCustomProfile(file: string): Promise<Record<string, unknown> | undefined> {
  if (!file) return undefined
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'no such file or directory' : 'permission denied'
    throw new Error(`must pass a container spec json file for custom profile: open ${file}: ${why}`)
  })
  const {parseYaml} = await import('../../api/yaml/index.ts')
  const parsed = parse(() => parseYaml(text), file)
  if (parsed === null || parsed === undefined) return undefined
  if (typeof parsed !== 'object' || Array.isArray(parsed))
    throw new Error(
      `${file} does not contain a valid container spec: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${Array.isArray(parsed) ? 'array' : typeof parsed} into Go value of type v1.Container`,
    )
  return parsed as Record<string, unknown>
}

function parse(read: () => unknown, file: string): unknown {
  try {
    return read()
  } catch (error) {
    throw new Error(
      `${file} does not contain a valid container spec: error converting YAML to JSON: ${(error as Error).message}`,
    )
  }
}

/** Merges a part of a container into the one of that name, in place. */
export function customized(containers: object[], name: string, custom: Record<string, unknown> | undefined): void {
  if (!custom) return
  const at = containers.findIndex(container => (container as Container).name === name)
  const schema = findSchema('io.k8s.api.core.v1.Container')
  if (at < 0 || !schema) throw new Error(`unable to find the ${name} container`)
  containers[at] = applyStrategicPatch(schema, containers[at] as Record<string, unknown>, {...custom, name})
}
