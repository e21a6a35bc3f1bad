import {celTypes, celValue, compile, type Program} from '../../../../api/cel/index.ts'
import {isObject} from '../../../../api/json/index.ts'
import type {JsonObject} from '../../../../api/object.ts'
import {together} from '../authorizers.ts'

const {boolType, listType, mapType, stringType, structType, typeText} = celTypes

const texts = (...names: string[]) => names.map((name): [string, typeof stringType] => [name, stringType])

const requirementType = structType(
  'kubernetes.SelectorRequirement',
  new Map([...texts('key', 'operator'), ['values', listType(stringType)]]),
)
const selectorType = (name: string) =>
  structType(name, new Map([...texts('rawSelector'), ['requirements', listType(requirementType)]]))

/** What match conditions know as `request`: a SubjectAccessReview's spec. */
const requestType = structType(
  'kubernetes.SubjectAccessReviewSpec',
  new Map([
    [
      'resourceAttributes',
      structType(
        'kubernetes.ResourceAttributes',
        new Map([
          ...texts('namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'),
          ['fieldSelector', selectorType('kubernetes.FieldSelectorAttributes')],
          ['labelSelector', selectorType('kubernetes.LabelSelectorAttributes')],
        ]),
      ),
    ],
    ['nonResourceAttributes', structType('kubernetes.NonResourceAttributes', new Map(texts('path', 'verb')))],
    ...texts('user', 'uid'),
    ['groups', listType(stringType)],
    ['extra', mapType(stringType, listType(stringType))],
  ]),
)

/** Compiles an expression that says whether a webhook is to be asked. */
export function compileCondition(expression: string): {program: Program} | {problem: string} {
  const outcome = compile(expression, {variables: {request: requestType}})
  if ('problem' in outcome) return {problem: `compilation failed: ${outcome.problem}`}
  const type = typeText(outcome.program.type)
  return type === typeText(boolType) ? outcome : {problem: `must evaluate to bool but got ${type}`}
}

export interface CompiledCondition {
  expression: string
  program: Program
}

export type Matching = {matches: boolean} | {error: string}

/** Whether all conditions hold of a review's spec; one that does not counts more than those that fail. */
export function matchConditions(conditions: readonly CompiledCondition[], spec: JsonObject): Matching {
  const errors: string[] = []
  const request = conditions.length > 0 ? celValue(filledSpec(spec)) : undefined
  for (const {expression, program} of conditions) {
    try {
      if (program.run({request}) === false) return {matches: false}
    } catch (error) {
      errors.push(`cel evaluation error: expression '${expression}' resulted in error: ${(error as Error).message}`)
    }
  }
  if (errors.length === 0) return {matches: true}
  return {error: together(errors)}
}

const resourceFields = {namespace: '', verb: '', group: '', version: '', resource: '', subresource: '', name: ''}

/** Expressions find every text, though it is empty and nobody sends it. */
function filledSpec({resourceAttributes, nonResourceAttributes, ...subject}: JsonObject): JsonObject {
  return {
    user: '',
    uid: '',
    groups: [],
    extra: {},
    ...subject,
    ...(isObject(resourceAttributes) && {resourceAttributes: {...resourceFields, ...resourceAttributes}}),
    ...(isObject(nonResourceAttributes) && {nonResourceAttributes: {verb: '', path: '', ...nonResourceAttributes}}),
  } as JsonObject
}
