/** Label and field selectors: their text, their objects, their validation; compiled once, matched often. */
export {
  escapeValue,
  type FieldLookup,
  type FieldMatcher,
  type FieldTerm,
  fieldMatcher,
  parseFieldSelector,
  requiredFieldValue,
} from './fields.ts'
export {parseRequirements} from './label-parser.ts'
export {
  everyLabel,
  formatLabelSelector,
  type LabelMatcher,
  labelMatcher,
  labelSelectorMatcher,
  labelsMatcher,
  noLabel,
  parseLabelSelector,
  validateLabelSelector,
  validateLabels,
} from './labels.ts'
export {formatRequirement, type Labels, newRequirement, type Operator, type Requirement} from './requirement.ts'
export {SelectorError} from './selector-error.ts'
