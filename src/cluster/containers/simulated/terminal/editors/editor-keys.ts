import type {Terminal} from '../terminal.ts'

/** What was pressed: a character, or `<Up>` and the like. */
export type EditorKey = string

const sequences: Record<string, EditorKey> = {
  A: '<Up>',
  B: '<Down>',
  C: '<Right>',
  D: '<Left>',
  H: '<Home>',
  F: '<End>',
  '1~': '<Home>',
  '4~': '<End>',
  '7~': '<Home>',
  '8~': '<End>',
  '3~': '<Delete>',
  '5~': '<PageUp>',
  '6~': '<PageDown>',
}

/** The next key; undefined when nobody types any more. Escape is a key of its own unless more of what a key sends has come with it. */
export async function editorKey(
  terminal: Terminal,
  next: () => Promise<string | undefined>,
): Promise<EditorKey | undefined> {
  const first = await next()
  if (first !== '\x1b') return first
  const match = /^(?:\[|O)([A-DHF]|\d+~)/.exec(terminal.ahead)
  if (!match) return first
  for (let count = match[0].length; count > 0; count -= 1) await next()
  return sequences[match[1]!] ?? first
}
