import type {Container} from '../../../api/kinds.ts'
import {type ContainerTrack, noBackOff, type Role} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

/** Has a track for each container of the spec, with its newest spec. */
export function trackSpecs(work: PodWork): void {
  const {initContainers = [], containers, ephemeralContainers = []} = work.pod.spec!
  for (const spec of initContainers) track(work, spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init')
  for (const spec of containers) track(work, spec, 'main')
  for (const spec of ephemeralContainers) track(work, spec as Container, 'ephemeral')
}

function track({tracks}: PodWork, spec: Container, role: Role): void {
  const known = tracks.find(each => each.spec.name === spec.name)
  if (known) known.spec = spec
  else tracks.push(newTrack(spec, role))
}

const newTrack = (spec: Container, role: Role): ContainerTrack => ({
  spec,
  role,
  allocated: spec.resources ?? {},
  restarts: 0,
  messages: new Map(),
  started: !spec.startupProbe,
  ready: !spec.readinessProbe,
  starting: false,
  pulling: false,
  stopping: false,
  restartBackOff: noBackOff,
  pullBackOff: noBackOff,
})
