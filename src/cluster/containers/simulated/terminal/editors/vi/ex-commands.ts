import type {EditorFiles} from '../edited-file.ts'
import {linesOf, type TextBuffer} from '../text-buffer.ts'
import type {Edited} from './operators.ts'

/** What the editor has open, as commands after `:` change it. */
export interface Session extends Edited {
  path?: string
  files: EditorFiles
}

export interface Settings {
  number: boolean
  expandtab: boolean
  shiftwidth: number
  tabstop: number
  autoindent: boolean
}

/** What comes of a command: something to say, or the end. */
export interface Outcome {
  message?: string
  ends?: boolean
}

const noWrite = 'E37: No write since last change (add ! to override)'

/** Runs what was typed after `:`. */
export async function runEx(text: string, session: Session): Promise<Outcome> {
  const {from, to, rest, given} = rangeOf(text.trim(), session.buffer)
  if (rest === '') {
    if (given) session.buffer.goTo(to)
    return {}
  }
  const [, name = '', bang = '', argument = ''] = /^([a-zA-Z]+|[&!])(!?)\s*(.*)$/.exec(rest) ?? []
  if (/^s[^a-zA-Z\s]/.test(rest)) return substitute(rest.slice(1), from, to, session.buffer)
  switch (name) {
    case 'w':
    case 'write':
      return write(session, argument)
    case 'wq':
    case 'x':
    case 'xit': {
      if (name.startsWith('x') && !session.buffer.isChanged) return {ends: true}
      const written = await write(session, argument)
      return session.buffer.isChanged ? written : {ends: true}
    }
    case 'q':
    case 'quit':
    case 'qa':
      return session.buffer.isChanged && !bang ? {message: noWrite} : {ends: true}
    case 'wqa':
    case 'xa':
      return runEx('wq', session)
    case 'e':
    case 'edit':
      return edit(session, argument, bang !== '')
    case 'r':
    case 'read':
      return read(session, argument, to)
    case 'd':
    case 'delete':
      session.buffer.begin()
      session.buffer.cutLines(from, to - from + 1)
      return {}
    case 'set':
    case 'se':
      return set(session.settings, argument)
    case 'noh':
    case 'nohlsearch':
    case 'syntax':
    case 'syn':
      return {}
    case 'u':
      return session.buffer.undo() ? {} : {message: 'Already at oldest change'}
    default:
      return {message: `E492: Not an editor command: ${text.trim()}`}
  }
}

/** Lines that stand before a command: `%`, `3`, `.,$`; without any, the current one. */
function rangeOf(text: string, {cursor, lines}: TextBuffer): {from: number; to: number; rest: string; given: boolean} {
  if (text.startsWith('%')) return {from: 0, to: lines.length - 1, rest: text.slice(1).trim(), given: true}
  const [all = '', first, second] = /^(\d+|\.|\$)?(?:,(\d+|\.|\$))?/.exec(text) ?? []
  const place = (word: string | undefined): number | undefined =>
    word === undefined ? undefined : word === '.' ? cursor.row : word === '$' ? lines.length - 1 : Number(word) - 1
  const clamp = (row: number): number => Math.max(0, Math.min(row, lines.length - 1))
  const from = clamp(place(first) ?? cursor.row)
  return {from, to: clamp(place(second) ?? from), rest: text.slice(all.length).trim(), given: all !== ''}
}

async function write(session: Session, argument: string): Promise<Outcome> {
  const path = argument || session.path
  if (path === undefined) return {message: 'E32: No file name'}
  const {buffer, files} = session
  const isNew = (await files.read(path).catch(() => '')) === undefined
  try {
    await files.write(path, buffer.text)
  } catch (error) {
    return {message: `"${path}" E212: Can't open file for writing: ${(error as Error).message}`}
  }
  session.path ??= path
  if (path === session.path) buffer.isChanged = false
  return {message: `"${path}" ${isNew ? '[New] ' : ''}${sizeOf(buffer)} written`}
}

async function edit(session: Session, argument: string, force: boolean): Promise<Outcome> {
  if (session.buffer.isChanged && !force) return {message: noWrite}
  const path = argument || session.path
  if (path === undefined) return {message: 'E32: No file name'}
  const text = await session.files.read(path)
  const {buffer} = session
  buffer.lines = linesOf(text ?? '')
  buffer.isChanged = false
  buffer.goTo(0)
  session.path = path
  return {message: text === undefined ? `"${path}" [New]` : `"${path}" ${sizeOf(buffer)}`}
}

async function read({buffer, files}: Session, path: string, row: number): Promise<Outcome> {
  const text = await files.read(path)
  if (text === undefined) return {message: `E484: Can't open file ${path}`}
  buffer.begin()
  buffer.lines.splice(row + 1, 0, ...linesOf(text))
  buffer.goTo(row + 1)
  return {}
}

function substitute(text: string, from: number, to: number, buffer: TextBuffer): Outcome {
  const [pattern = '', replacement = '', flags = ''] = partsOf(text)
  let expression: RegExp
  try {
    expression = patternOf(pattern, `${flags.includes('g') ? 'g' : ''}${flags.includes('i') ? 'i' : ''}`)
  } catch {
    return {message: `E486: Pattern not found: ${pattern}`}
  }
  const found = buffer.lines.slice(from, to + 1).some(line => line.search(expression) >= 0)
  if (!found) return {message: `E486: Pattern not found: ${pattern}`}
  buffer.begin()
  const put = replacement
    .replace(/\$/g, '$$$$')
    .replace(/\\(\d)/g, '$$$1')
    .replace(/(?<!\\)&/g, '$$&')
    .replace(/\\(.)/g, '$1')
  let last = from
  for (let row = from; row <= to; row += 1) {
    const changed = buffer.lines[row]!.replace(expression, put)
    if (changed !== buffer.lines[row]) last = row
    buffer.lines[row] = changed
  }
  buffer.goTo(last)
  return {}
}

/** What stands between the separators of `/a/b/g`, whatever they are. */
function partsOf(text: string): string[] {
  const separator = text[0]!
  const parts = ['']
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at]!
    if (character === separator && parts.length < 3) parts.push('')
    else if (character === '\\' && text[at + 1] === separator) {
      parts[parts.length - 1] += separator
      at += 1
    } else parts[parts.length - 1] += character === '\\' ? character + (text[++at] ?? '') : character
  }
  return parts
}

/** A pattern as vi has it: groups, alternatives and repetitions beyond `*` are written with a backslash. */
export const patternOf = (pattern: string, flags = ''): RegExp =>
  new RegExp(
    pattern
      .replace(/\\?[(){}+?|]/g, found => (found.startsWith('\\') ? found.slice(1) : `\\${found}`))
      .replace(/\\[<>]/g, '\\b'),
    flags,
  )

function set(settings: Settings, argument: string): Outcome {
  for (const word of argument.split(/\s+/).filter(Boolean)) {
    const [, no, name = '', value] = /^(no)?(\w+?)(?:=(\d+))?$/.exec(word) ?? []
    const full = settingNames[name]
    if (full === undefined) return {message: `E518: Unknown option: ${word}`}
    if (full === 'shiftwidth' || full === 'tabstop') settings[full] = Number(value ?? settings[full])
    else if (full !== 'ignored') settings[full] = no === undefined
  }
  return {}
}

const settingNames: Record<string, keyof Settings | 'ignored'> = {
  number: 'number',
  nu: 'number',
  expandtab: 'expandtab',
  et: 'expandtab',
  shiftwidth: 'shiftwidth',
  sw: 'shiftwidth',
  tabstop: 'tabstop',
  ts: 'tabstop',
  softtabstop: 'tabstop',
  sts: 'tabstop',
  autoindent: 'autoindent',
  ai: 'autoindent',
  paste: 'ignored',
  list: 'ignored',
  hlsearch: 'ignored',
  hls: 'ignored',
  incsearch: 'ignored',
  ignorecase: 'ignored',
  ic: 'ignored',
  ruler: 'ignored',
  showmode: 'ignored',
  cursorcolumn: 'ignored',
  cuc: 'ignored',
  wrap: 'ignored',
  compatible: 'ignored',
}

/** `12L, 340B` */
export const sizeOf = (buffer: TextBuffer): string =>
  `${buffer.text === '' ? 0 : buffer.lines.length}L, ${Buffer.byteLength(buffer.text)}B`
