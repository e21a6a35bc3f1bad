import {string} from '../flags/flag.ts'
import type {Generator} from './generator.ts'

const flags = {
  image: string({required: true, usage: 'The image to run.'}),
  schedule: string({required: true, usage: 'When, in the format of cron.'}),
  restart: string({usage: "The pods' restart policy: OnFailure or Never."}),
}

/** A cron job of one container. */
export const cronJob: Generator<typeof flags> = {
  flags,
  target: {group: 'batch', version: 'v1', resource: 'cronjobs', namespaced: true},
  failure: 'cronjob: ',
  generate({name, words, flags: {image, schedule, restart}}) {
    const container = {name, image, ...(words.length > 0 && {command: [...words]})}
    const template = {spec: {containers: [container], restartPolicy: restart || 'OnFailure'}}
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {name},
      spec: {schedule, jobTemplate: {metadata: {name}, spec: {template}}},
    }
  },
}
