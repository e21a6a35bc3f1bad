import {int32, stringSlice} from '../flags/flag.ts'
import {nameSuffix} from '../name-suffix.ts'
import type {Generator} from './generator.ts'

const flags = {
  image: stringSlice({required: true, usage: 'Images to run, a container each.'}),
  port: int32({default: -1, usage: 'The port that the first container serves.'}),
  replicas: int32({short: 'r', default: 1, usage: 'How many pods.'}),
}

/** A deployment of one container for each image. */
export const deployment: Generator<typeof flags> = {
  flags,
  target: {group: 'apps', version: 'v1', resource: 'deployments', namespaced: true},
  failure: 'deployment: ',
  generate({name, words, flags: {image, port, replicas}}) {
    if (image.length > 1 && words.length > 0) throw new Error('cannot specify multiple --image options and command')
    const labels = {app: name}
    const containers = image.map((text, index) => ({
      name: containerName(text),
      image: text,
      ...(words.length > 0 && {command: [...words]}),
      ...(index === 0 && port >= 0 && {ports: [{containerPort: port}]}),
    }))
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name, labels},
      spec: {replicas, selector: {matchLabels: labels}, template: {metadata: {labels}, spec: {containers}}},
    }
  },
}

/** `registry/team/my_app:1` is `my-app` and five letters of chance, because it had to be changed. */
function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? ''
  const bare = last.split(':')[0]?.split('@')[0] ?? ''
  return /[_.]/.test(bare) ? `${bare.replace(/[_.]/g, '-')}-${nameSuffix()}` : bare
}
