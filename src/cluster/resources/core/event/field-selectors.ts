import type {Event} from '../../../../api/kinds.ts'

type Field = (event: Event) => string

const targetFields = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const

/** What events are chosen by, with the name that a version gives to their object and to their reporter. */
export const eventFieldSelectors = (target: string, reporter: string): Record<string, Field> => ({
  ...Object.fromEntries(
    targetFields.map((field): [string, Field] => [
      `${target}.${field}`,
      ({involvedObject}) => String(involvedObject?.[field] ?? ''),
    ]),
  ),
  [reporter]: ({reportingComponent}) => reportingComponent ?? '',
  reason: ({reason}) => reason ?? '',
  type: ({type}) => type ?? '',
})
