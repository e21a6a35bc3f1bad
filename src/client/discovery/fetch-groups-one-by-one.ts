import type {Client} from '../client.ts'
import type {ServedGroup, ServedResource} from '../discovery.ts'
import {ask} from './ask.ts'
import {timeLimit} from './time-limit.ts'

interface ResourceList {
  resources?: {
    name: string
    singularName?: string
    namespaced: boolean
    kind: string
    verbs: string[]
    shortNames?: string[]
    categories?: string[]
  }[]
}

interface GroupList {
  groups?: {name: string; versions: {version: string}[]; preferredVersion?: {version: string}}[]
}

/** Discovery as servers before 1.26 offer it. A version that does not answer is stale and empty. */
export async function fetchGroupsOneByOne(client: Client): Promise<ServedGroup[]> {
  const [core, named] = await Promise.all([
    read<{versions?: string[]}>(client, '/api'),
    read<GroupList>(client, '/apis'),
  ])
  const groups = [
    {name: '', versions: (core.versions ?? []).map(version => ({version}))},
    ...(named.groups ?? []).map(({name, versions, preferredVersion}) => ({
      name,
      versions: versions.toSorted(
        (a, b) => Number(b.version === preferredVersion?.version) - Number(a.version === preferredVersion?.version),
      ),
    })),
  ]
  return Promise.all(
    groups.map(async ({name, versions}) => ({
      name,
      versions: await Promise.all(versions.map(({version}) => readVersion(client, name, version))),
    })),
  )
}

async function readVersion(client: Client, group: string, version: string): Promise<ServedGroup['versions'][number]> {
  try {
    const list = await read<ResourceList>(client, group ? `/apis/${group}/${version}` : `/api/${version}`)
    return {version, resources: resourcesOf(list, group, version)}
  } catch {
    return {version, stale: true, resources: []}
  }
}

function resourcesOf({resources = []}: ResourceList, group: string, version: string): ServedResource[] {
  return resources
    .filter(({name}) => !name.includes('/'))
    .map(({name, singularName, namespaced, kind, verbs, shortNames, categories}) => {
      const children = resources.filter(child => child.name.startsWith(`${name}/`))
      return {
        group,
        version,
        resource: name,
        singular: singularName ?? '',
        kind,
        namespaced,
        verbs,
        ...(shortNames && {shortNames}),
        ...(categories && {categories}),
        ...(children.length > 0 && {
          subresources: children.map(child => ({
            subresource: child.name.slice(name.length + 1),
            kind: child.kind,
            verbs: child.verbs,
          })),
        }),
      }
    })
}

async function read<T>(client: Client, url: string): Promise<T> {
  const body = await ask(client, url + timeLimit)
  if (body.type !== 'object') throw new TypeError(`the server answered ${url} without an object`)
  return body.object as T
}
