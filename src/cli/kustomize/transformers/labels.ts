import {changeFields, type FieldSpec} from '../field-specs.ts'
import type {Built} from '../kustomization.ts'
import type {BuildStep, Transformer} from '../transform.ts'

/** The labels of each list in the places that it asks for, then the common ones. */
export const withLabels: Transformer = (objects, step) => {
  const {kustomization, configuration} = step
  const {labels = [], commonLabels} = kustomization
  const steps = [
    ...labels.map(label => ({pairs: label.pairs, specs: placesOf(label, step)})),
    ...(commonLabels ? [{pairs: commonLabels, specs: configuration.commonLabels}] : []),
  ]
  return steps.reduce<Built[]>((current, {pairs, specs}) => withPairs(current, specs, pairs), [...objects])
}

export const withAnnotations: Transformer = (objects, {kustomization, configuration}) =>
  kustomization.commonAnnotations
    ? withPairs(objects, configuration.commonAnnotations, kustomization.commonAnnotations)
    : [...objects]

type Label = NonNullable<BuildStep['kustomization']['labels']>[number]

function placesOf({fields = [], includeSelectors, includeTemplates}: Label, {configuration}: BuildStep): FieldSpec[] {
  const own = [...fields, ...configuration.labels]
  if (includeSelectors) return [...own, ...configuration.commonLabels]
  const templates = includeTemplates ? configuration.templateLabels : []
  return [...own, ...templates, {path: 'metadata/labels', create: true}]
}

export const withPairs = (
  objects: readonly Built[],
  specs: readonly FieldSpec[],
  pairs: Record<string, string>,
): Built[] =>
  objects.map(one => ({...one, object: changeFields(one.object, specs, map => ({...(map as object), ...pairs}))}))
