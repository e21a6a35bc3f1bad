import {compareKeys} from '../../api/json/index.ts'
import type {ConfigMap} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

/** A ConfigMap with its texts, and the sizes of what is binary. */
export const configMap = describer<ConfigMap>(({metadata, data = {}, binaryData = {}}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.line(0, '\nData\n====')
  for (const key of Object.keys(data).sort(compareKeys)) out.line(0, `${key}:\n----\n${data[key]}\n`)
  out.line(0, '\nBinaryData\n====')
  for (const key of Object.keys(binaryData).sort(compareKeys))
    out.line(0, `${key}: ${Buffer.from(binaryData[key] ?? '', 'base64').length} bytes`)
  out.line(0, '')
})
