/** A source's own fields. */
export type Source = Record<string, unknown>

export type Row = [title: string, value: unknown]

/** How `describe` shows a kind of volume: what it is, and its fields in order. */
export interface VolumeSourceText {
  type: string
  rows(source: Source, persistent: boolean): Row[]
}

export const text = (title: string, value: unknown): Row => [`${title}:`, value ?? '']
export const flag = (value: unknown): Row => ['ReadOnly:', value ?? false]

/** A reference as Go prints it. */
export function secretOf(source: Source, persistent: boolean): Row {
  const ref = source['secretRef'] as {name?: string; namespace?: string} | undefined
  const {name = '', namespace = ''} = ref ?? {}
  const value = persistent
    ? `&SecretReference{Name:${name},Namespace:${namespace},}`
    : `&LocalObjectReference{Name:${name},}`
  return ['SecretRef:', ref ? value : '<nil>']
}
