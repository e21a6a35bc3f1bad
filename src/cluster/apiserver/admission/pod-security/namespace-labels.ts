import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {invalid} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'

const levels = ['privileged', 'baseline', 'restricted']
const prefix = 'pod-security.kubernetes.io/'

/** Refuses labels that name no level or no version of the standards, unless they were there before. */
export function validateNamespaceLabels(
  definition: ResourceDefinition,
  {metadata}: KubeObject,
  old: KubeObject | undefined,
): void {
  const errors = labelErrors(metadata.labels)
  if (errors.length === 0 || (old && labelErrors(old.metadata.labels).length > 0)) return
  throw invalid(definition, metadata.name ?? '', errors)
}

function labelErrors(labels: Record<string, string> = {}): FieldError[] {
  return ['enforce', 'audit', 'warn'].flatMap(mode => {
    const [level, version] = [labels[`${prefix}${mode}`], labels[`${prefix}${mode}-version`]]
    const path = (name: string) => `metadata.labels[${prefix}${name}]`
    return [
      ...(level === undefined || levels.includes(level)
        ? []
        : [invalidValue(path(mode), level, `must be one of ${levels.join(', ')}`)]),
      ...(version === undefined || version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version)
        ? []
        : [invalidValue(path(`${mode}-version`), version, 'must be "latest" or "v1.x"')]),
    ]
  })
}
