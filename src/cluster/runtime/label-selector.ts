import type {LabelSelector} from '../../api/kinds.ts'
import {type LabelMatcher, labelSelectorMatcher} from '../../api/selectors/index.ts'

type Labels = Record<string, string>

/** Cached selectors never change, so each is compiled once. */
const compiled = new WeakMap<LabelSelector, LabelMatcher>()

/** Whether labels satisfy a selector. An absent selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false
  let matcher = compiled.get(selector)
  if (!matcher) {
    matcher = labelSelectorMatcher(selector)
    compiled.set(selector, matcher)
  }
  return matcher.matches(labels)
}

/** Whether every wanted label is there with that value. */
export function matchesLabels(wanted: Labels = {}, labels: Labels = {}): boolean {
  for (const name in wanted) if (labels[name] !== wanted[name]) return false
  return true
}

/** Whether a selector asks for anything at all. */
export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0)
