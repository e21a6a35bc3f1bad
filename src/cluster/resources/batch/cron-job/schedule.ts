import {DurationError, parseGoDuration} from '../../../../api/duration.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const days = 'sun mon tue wed thu fri sat'.split(' ')

interface Bounds {
  lowest: number
  highest: number
  names?: readonly string[]
}

const fieldBounds: Bounds[] = [
  {lowest: 0, highest: 59},
  {lowest: 0, highest: 23},
  {lowest: 1, highest: 31},
  {lowest: 1, highest: 12, names: months},
  {lowest: 0, highest: 6, names: days},
]

const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']

/** What is wrong with a cron schedule, in the words of the parser that Kubernetes uses; undefined when nothing is. */
export function scheduleProblem(schedule: string): string | undefined {
  const text = schedule.replace(/^(CRON_)?TZ=\S* /, '').trim()
  if (text.startsWith('@')) return descriptorProblem(text)
  const fields = text.split(/\s+/).filter(Boolean)
  if (fields.length !== fieldBounds.length)
    return `expected exactly ${fieldBounds.length} fields, found ${fields.length}: [${fields.join(' ')}]`
  for (const [index, bounds] of fieldBounds.entries())
    for (const range of (fields[index] as string).split(',').filter(Boolean)) {
      const problem = rangeProblem(range, bounds)
      if (problem) return problem
    }
  return undefined
}

function descriptorProblem(text: string): string | undefined {
  if (descriptors.includes(text)) return undefined
  if (!text.startsWith('@every ')) return `unrecognized descriptor: ${text}`
  try {
    parseGoDuration(text.slice('@every '.length))
    return undefined
  } catch (error) {
    if (error instanceof DurationError) return `failed to parse duration ${text}: ${error.message}`
    throw error
  }
}

function rangeProblem(text: string, bounds: Bounds): string | undefined {
  const [range = '', stepText, ...more] = text.split('/')
  const [low = '', high, ...hyphens] = range.split('-')
  let [start, end] = [bounds.lowest, bounds.highest]
  if (low !== '*' && low !== '?') {
    const first = parseNumber(low, bounds.names)
    if (typeof first === 'string') return first
    if (hyphens.length > 0) return `too many hyphens: ${text}`
    const last = high === undefined ? first : parseNumber(high, bounds.names)
    if (typeof last === 'string') return last
    ;[start, end] = [first, last]
  }
  if (more.length > 0) return `too many slashes: ${text}`
  let step = 1
  if (stepText !== undefined) {
    const parsed = parseNumber(stepText)
    if (typeof parsed === 'string') return parsed
    step = parsed
    if (high === undefined) end = bounds.highest
  }
  if (start < bounds.lowest) return `beginning of range (${start}) below minimum (${bounds.lowest}): ${text}`
  if (end > bounds.highest) return `end of range (${end}) above maximum (${bounds.highest}): ${text}`
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`
  return step === 0 ? `step of range should be a positive number: ${text}` : undefined
}

/** A number, or what is wrong with it. */
function parseNumber(text: string, names: readonly string[] = []): number | string {
  const named = names.indexOf(text.toLowerCase())
  if (named >= 0) return names === months ? named + 1 : named
  if (!/^[+-]?\d+$/.test(text))
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`
  const value = Number(text)
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value
}
