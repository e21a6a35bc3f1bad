import type {PodTemplateSpec} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import type {ObjectMeta} from '../../../../api/object.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {podTemplateWarnings} from './warnings.ts'

interface Templated {
  metadata: ObjectMeta
  spec?: {template?: PodTemplateSpec}
}

/** Warnings of a kind that makes pods: of its template when anything of its spec is new, of its name when that is. */
export function templateWarnings(object: Templated, old?: Templated): string[] {
  const isNew = !old || !sameMeaning(object.spec, old.spec)
  return isNew ? podTemplateWarnings('spec.template', object.spec?.template) : []
}

/** A name that becomes part of the names of pods, and so of their hosts. */
export function podNameWarnings({metadata}: {metadata: ObjectMeta}): string[] {
  const messages = isDns1123Label(metadata.name ?? '')
  const rule =
    'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended'
  return messages.length > 0 ? [`metadata.name: ${rule}: [${messages.join(' ')}]`] : []
}
