import {parseRequirements} from '../../api/selectors/index.ts'

export interface LabelSelectorObject {
  matchLabels?: Record<string, string>
  matchExpressions?: {key: string; operator: string; values?: string[]}[]
}

const operators: Record<string, string> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
}

/** A selector as users write it, as objects hold it. */
export function labelSelectorOf(text: string): LabelSelectorObject {
  const matchLabels: Record<string, string> = {}
  const matchExpressions: {key: string; operator: string; values?: string[]}[] = []
  for (const {key, operator, values} of requirementsOf(text)) {
    if (operator === '=' || operator === '==') matchLabels[key] = [...values][0] ?? ''
    else {
      const known = operators[operator]
      if (!known)
        throw new Error(
          `${JSON.stringify(operator)} ${['gt', 'lt'].includes(operator) ? "isn't supported in label selectors" : 'is not a valid label selector operator'}`,
        )
      const list = [...values].sort()
      matchExpressions.push({key, operator: known, ...(list.length > 0 && {values: list})})
    }
  }
  return {matchLabels, matchExpressions}
}

function requirementsOf(text: string) {
  try {
    return parseRequirements(text)
  } catch (error) {
    throw new Error(`couldn't parse the selector string ${JSON.stringify(text)}: ${(error as Error).message}`)
  }
}
