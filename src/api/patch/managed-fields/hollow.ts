import {isObject} from '../../json/set-key.ts'

/** Absent, null or without content: such things are compared as a whole. */
export const isHollow = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0)
