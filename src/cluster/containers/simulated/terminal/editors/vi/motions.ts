import type {Position, TextBuffer} from '../text-buffer.ts'

/** Where a motion leads; `lines`: what an operator does then concerns whole lines, `inclusive`: the last character too. */
export interface Motion {
  to: Position
  lines?: boolean
  inclusive?: boolean
}

/** What a key moves the cursor by; undefined: it is no motion. `count` is 0 where none was typed. */
export function motionOf(key: string, {lines, cursor}: TextBuffer, count: number, page: number): Motion | undefined {
  const {row, column} = cursor
  const times = count || 1
  const line = lines[row]!
  const vertical = (to: number): Motion => {
    const there = Math.max(0, Math.min(to, lines.length - 1))
    return {to: {row: there, column: Math.min(column, lines[there]!.length)}, lines: true}
  }
  const whole = (to: number): Motion => {
    const there = Math.max(0, Math.min(to, lines.length - 1))
    return {to: {row: there, column: Math.max(0, lines[there]!.search(/\S/))}, lines: true}
  }
  switch (key) {
    case 'h':
    case '<Left>':
    case '\x7f':
    case '\b':
      return {to: {row, column: Math.max(0, column - times)}}
    case 'l':
    case '<Right>':
    case ' ':
      return {to: {row, column: Math.min(line.length, column + times)}}
    case 'j':
    case '<Down>':
    case '\x0e':
      return vertical(row + times)
    case 'k':
    case '<Up>':
    case '\x10':
      return vertical(row - times)
    case '\r':
    case '\n':
    case '+':
      return whole(row + times)
    case '-':
      return whole(row - times)
    case '0':
    case '<Home>':
      return {to: {row, column: 0}}
    case '^':
      return {to: {row, column: Math.max(0, line.search(/\S/))}}
    case '$':
    case '<End>':
      return {to: {row, column: Math.max(0, line.length - 1)}, inclusive: true}
    case 'G':
      return whole(count ? count - 1 : lines.length - 1)
    case 'gg':
      return whole(count ? count - 1 : 0)
    case '\x06':
    case '<PageDown>':
      return whole(row + page * times)
    case '\x02':
    case '<PageUp>':
      return whole(row - page * times)
    case '\x04':
      return whole(row + Math.floor(page / 2) * times)
    case '\x15':
      return whole(row - Math.floor(page / 2) * times)
    case 'w':
    case 'W':
      return {to: repeat(times, cursor, at => nextWord(lines, at, key === 'W'))}
    case 'b':
    case 'B':
      return {to: repeat(times, cursor, at => previousWord(lines, at, key === 'B'))}
    case 'e':
    case 'E':
      return {to: repeat(times, cursor, at => wordEnd(lines, at, key === 'E')), inclusive: true}
    default:
      return /^[fFtT]./.test(key) ? toCharacter(line, cursor, key, times) : undefined
  }
}

/** `fx`, and `tx` which stops beside it; in capitals, backwards. */
function toCharacter(
  line: string,
  {row, column}: Position,
  [key = '', ...wanted]: string,
  times: number,
): Motion | undefined {
  const forward = key === 'f' || key === 't'
  let at = column
  for (let left = times; left > 0; left -= 1) {
    at = forward ? line.indexOf(wanted.join(''), at + 1) : line.lastIndexOf(wanted.join(''), at - 1)
    if (at < 0) return undefined
  }
  return {to: {row, column: at + (key === 't' ? -1 : key === 'T' ? 1 : 0)}, inclusive: forward}
}

function repeat(times: number, from: Position, step: (at: Position) => Position): Position {
  let at = from
  for (let count = 0; count < times; count += 1) at = step(at)
  return at
}

/** Words are runs of letters and digits, or of other characters; big ones of anything but blanks. */
const kindOf = (character: string | undefined, big: boolean): 'blank' | 'word' | 'other' =>
  character === undefined || /\s/.test(character) ? 'blank' : big || /\w/.test(character) ? 'word' : 'other'

function nextWord(lines: string[], {row, column}: Position, big: boolean): Position {
  const line = lines[row]!
  const kind = kindOf(line[column], big)
  let at = column
  while (at < line.length && kind !== 'blank' && kindOf(line[at], big) === kind) at += 1
  while (at < line.length && kindOf(line[at], big) === 'blank') at += 1
  if (at < line.length || row === lines.length - 1) return {row, column: at}
  return {row: row + 1, column: Math.max(0, lines[row + 1]!.search(/\S/))}
}

function previousWord(lines: string[], {row, column}: Position, big: boolean): Position {
  const line = lines[row]!
  let at = column
  while (at > 0 && kindOf(line[at - 1], big) === 'blank') at -= 1
  if (at === 0) return row === 0 ? {row, column: 0} : {row: row - 1, column: Math.max(0, lines[row - 1]!.length - 1)}
  const kind = kindOf(line[at - 1], big)
  while (at > 0 && kindOf(line[at - 1], big) === kind) at -= 1
  return {row, column: at}
}

function wordEnd(lines: string[], {row, column}: Position, big: boolean): Position {
  const line = lines[row]!
  let at = column + 1
  while (at < line.length && kindOf(line[at], big) === 'blank') at += 1
  if (at >= line.length)
    return row === lines.length - 1
      ? {row, column: Math.max(0, line.length - 1)}
      : wordEnd(lines, {row: row + 1, column: -1}, big)
  const kind = kindOf(line[at], big)
  while (at + 1 < line.length && kindOf(line[at + 1], big) === kind) at += 1
  return {row, column: at}
}
