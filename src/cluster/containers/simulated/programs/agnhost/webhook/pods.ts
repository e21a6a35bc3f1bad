import {flag} from '../../answering.ts'
import type {Review, ReviewedObject, Verdict} from './review.ts'

/** Refuses pods by a label or a container's name; of those labelled wait-forever it never says anything. */
export const admitPods: Review = async request => {
  const {object} = request
  if (!isPod(request)) return notAPod
  const mark = object?.metadata?.labels?.['webhook-e2e-test']
  if (mark === 'wait-forever') await new Promise<never>(() => {})
  const problems = [
    ...(mark === 'webhook-disallow' ? ['the pod contains unwanted label;'] : []),
    ...containers(object, 'containers')
      .filter(({name}) => name.includes('webhook-disallow'))
      .map(() => 'the pod contains unwanted container name;'),
  ]
  return problems.length > 0 ? {allowed: false, status: {message: problems.join(' ')}} : {allowed: true}
}

const addedInit = 'webhook-added-init-container'

/** Adds an init container to the pod webhook-to-be-mutated. */
export const mutatePods: Review = request => {
  const {object} = request
  if (!isPod(request)) return notAPod
  const has = containers(object, 'initContainers').some(({name}) => name === addedInit)
  if (object?.metadata?.name !== 'webhook-to-be-mutated' || has) return {allowed: true}
  const value = [{image: 'webhook-added-image', name: addedInit, resources: {}}]
  return {allowed: true, patch: [{op: 'add', path: '/spec/initContainers', value}]}
}

const addedSidecar = 'webhook-added-sidecar'

/** Adds a container of `--sidecar-image` to each pod. */
export const sidecar: Review = (request, host) => {
  const image = flag(host, 'sidecar-image')
  if (!image) {
    const message = 'No image specified by the sidecar-image parameter'
    return {allowed: false, status: {status: 'Failure', message, code: 500}}
  }
  if (!isPod(request)) return notAPod
  if (containers(request.object, 'containers').some(({name}) => name === addedSidecar)) return {allowed: true}
  return {
    allowed: true,
    patch: [{op: 'add', path: '/spec/containers/-', value: {image, name: addedSidecar, resources: {}}}],
  }
}

const isPod = ({resource}: {resource: {group: string; resource: string}}): boolean =>
  resource.group === '' && resource.resource === 'pods'

const notAPod: Verdict = {allowed: false, status: {message: 'expect resource to be { v1 pods}'}}

function containers(pod: ReviewedObject | null, field: 'containers' | 'initContainers'): {name: string}[] {
  const spec = pod?.['spec'] as Record<string, {name: string}[] | undefined> | undefined
  return spec?.[field] ?? []
}
