import {type FieldError, invalidValue, notSupported, required} from '../../../api/field-error.ts'
import {levels, type Policy, type PolicyRule, stages} from './policy.ts'

/** What kube-apiserver would refuse of an audit policy. */
export function policyErrors({rules = [], omitStages = []}: Policy): FieldError[] {
  return [
    ...stageErrors(omitStages, 'omitStages'),
    ...rules.flatMap((rule, index) => ruleErrors(rule, `rules[${index}]`)),
  ]
}

function ruleErrors(rule: PolicyRule, path: string): FieldError[] {
  const {level, resources = [], namespaces = [], nonResourceURLs = [], omitStages = []} = rule
  const both = nonResourceURLs.length > 0 && (resources.length > 0 || namespaces.length > 0)
  return [
    ...levelErrors(level, `${path}.level`),
    ...nonResourceURLs.flatMap((url, index) => urlErrors(url, `${path}.nonResourceURLs[${index}]`)),
    ...resources.flatMap(({resources: list = [], resourceNames = []}) =>
      resourceNames.length > 0 && list.length === 0
        ? [
            invalidValue(
              `${path}.resources.resourceNames`,
              resourceNames,
              'using resourceNames requires at least one resource',
            ),
          ]
        : [],
    ),
    ...stageErrors(omitStages, `${path}.omitStages`),
    ...(both
      ? [
          invalidValue(
            `${path}.nonResourceURLs`,
            nonResourceURLs,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        ]
      : []),
  ]
}

function levelErrors(level: PolicyRule['level'] | undefined, path: string): FieldError[] {
  if (!level) return [required(path)]
  return levels.includes(level) ? [] : [notSupported(path, level, levels)]
}

function urlErrors(url: string, path: string): FieldError[] {
  if (url === '*') return []
  if (!url.startsWith('/')) return [invalidValue(path, url, "non-resource URL rules must begin with a '/' character")]
  return url.slice(0, -1).includes('*')
    ? [invalidValue(path, url, "non-resource URL wildcards '*' must be the final character of the rule")]
    : []
}

const stageErrors = (list: readonly string[], path: string): FieldError[] =>
  list.flatMap((stage, index) =>
    (stages as readonly string[]).includes(stage)
      ? []
      : [invalidValue(`${path}[${index}]`, stage, `allowed stages are ${stages.join(',')}`)],
  )
