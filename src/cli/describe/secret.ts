import {compareKeys} from '../../api/json/index.ts'
import type {Secret} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

/** A Secret's keys and the sizes of their values; only tokens of service accounts are shown. */
export const secret = describer<Secret>(
  ({metadata, type = '', data = {}}, out) => {
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Namespace', metadata.namespace)
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.line(0, `\nType:\t${type}`)
    out.line(0, '\nData\n====')
    for (const key of Object.keys(data).sort(compareKeys)) {
      const value = Buffer.from(data[key] ?? '', 'base64')
      const isToken = key === 'token' && type === 'kubernetes.io/service-account-token'
      out.field(0, key, isToken ? value.toString() : `${value.length} bytes`)
    }
  },
  {events: false},
)
