import type {NodeRuntime} from '../../../node-runtime.ts'
import type {SimulatedContainer} from '../../../simulated-container.ts'
import type {Options} from './options.ts'
import {ago, short, size, table} from './table.ts'

/** crictl ps */
export function listContainers(node: NodeRuntime, now: number, {given}: Options): string {
  const all = given.has('all')
  const wanted = node
    .containers()
    .filter(container => (all || container.record.state === 'Running') && fits(container, given))
    .sort((a, b) => b.record.createdAt - a.record.createdAt)
  if (given.has('quiet')) return wanted.map(({record}) => `${record.id}\n`).join('')
  const rows = wanted.map(({record, around}) => {
    const {name, namespace} = around.sandbox.record.config
    const {config, createdAt, sandboxId, state} = record
    const image = short(around.image.status.id)
    return [
      short(record.id),
      image,
      ago(now - createdAt),
      state,
      config.name,
      `${config.attempt}`,
      short(sandboxId),
      name,
      namespace,
    ]
  })
  return table([['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'], ...rows])
}

function fits({record, around}: SimulatedContainer, given: Options['given']): boolean {
  const name = given.get('name')
  const pod = given.get('pod')
  const state = given.get('state')
  return (
    (name === undefined || new RegExp(name).test(record.config.name)) &&
    (pod === undefined || record.sandboxId.startsWith(pod)) &&
    (state === undefined || record.state.toLowerCase() === state.toLowerCase()) &&
    (given.get('namespace') === undefined || around.sandbox.record.config.namespace === given.get('namespace'))
  )
}

/** crictl pods */
export function listPods(node: NodeRuntime, now: number, {given}: Options): string {
  const name = given.get('name')
  const wanted = node
    .sandboxes()
    .map(({record}) => record)
    .filter(
      ({config, state}) =>
        (name === undefined || new RegExp(name).test(config.name)) &&
        (given.get('namespace') === undefined || config.namespace === given.get('namespace')) &&
        (given.get('state') === undefined || state.toLowerCase() === given.get('state')!.toLowerCase()),
    )
    .sort((a, b) => b.createdAt - a.createdAt)
  if (given.has('quiet')) return wanted.map(({id}) => `${id}\n`).join('')
  const rows = wanted.map(({id, createdAt, state, config}) => [
    short(id),
    ago(now - createdAt),
    state,
    config.name,
    config.namespace,
    `${config.attempt}`,
    '(default)',
  ])
  return table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...rows])
}

/** crictl images */
export async function listImages(node: NodeRuntime, {given}: Options): Promise<string> {
  const images = await node.images()
  if (given.has('quiet')) return images.map(({id}) => `${id}\n`).join('')
  const rows = images
    .map(({id, repoTags, repoDigests, sizeBytes}) => {
      const [, name = '<none>', tag = '<none>'] = /^(.*):([^:/]+)$/.exec(repoTags[0] ?? '') ?? []
      return [repoTags[0] ? name : (repoDigests[0]?.split('@')[0] ?? name), tag, short(id), size(sizeBytes)]
    })
    .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
  return table([['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'], ...rows])
}
