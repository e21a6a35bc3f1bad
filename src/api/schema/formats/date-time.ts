import {isTime} from '../../time.ts'

const timeOfDay = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/

/** A date and a time as RFC 3339 has them, in letters of any size; a comma may be before fractions, and no second is a leap second. */
export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t')
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !isTime(`${date}T00:00:00Z`)) return false
  const [, hours = '', minutes = '', seconds = ''] = timeOfDay.exec(time) ?? []
  return hours !== '' && hours <= '23' && minutes <= '59' && seconds <= '59'
}
