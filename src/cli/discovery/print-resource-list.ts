import type {ServedResource} from '../../client/discovery.ts'

/** The resources as an APIResourceList. */
export async function printList(resources: readonly ServedResource[], format: 'json' | 'yaml'): Promise<string> {
  const list = {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: '',
    resources: resources.map(
      ({resource, singular, namespaced, group, version, kind, verbs, shortNames, categories}) => ({
        name: resource,
        singularName: singular,
        namespaced,
        ...(group && {group}),
        version,
        kind,
        verbs,
        ...(shortNames && {shortNames}),
        ...(categories && {categories}),
      }),
    ),
  }
  if (format === 'json') return `${JSON.stringify(list, null, 4)}\n`
  const {stringifyYaml} = await import('../../api/yaml/index.ts')
  return stringifyYaml(list)
}
