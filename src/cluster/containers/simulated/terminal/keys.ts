/** What somebody pressed: a character, or the name of a key that edits. */
export type Key = {character: string} | {command: KeyCommand}

export type KeyCommand =
  | 'accept'
  | 'backspace'
  | 'clear'
  | 'complete'
  | 'delete'
  | 'deleteWordAfter'
  | 'deleteWordBefore'
  | 'end'
  | 'endOfInput'
  | 'historyNext'
  | 'historyPrevious'
  | 'home'
  | 'ignore'
  | 'interrupt'
  | 'killAfter'
  | 'killBefore'
  | 'left'
  | 'right'
  | 'search'
  | 'transpose'
  | 'wordLeft'
  | 'wordRight'
  | 'yank'

/** As readline and busybox bind them by default. */
const controls: Record<string, KeyCommand> = {
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'endOfInput',
  '\x05': 'end',
  '\x06': 'right',
  '\b': 'backspace',
  '\t': 'complete',
  '\n': 'accept',
  '\x0b': 'killAfter',
  '\x0c': 'clear',
  '\r': 'accept',
  '\x0e': 'historyNext',
  '\x10': 'historyPrevious',
  '\x12': 'search',
  '\x14': 'transpose',
  '\x15': 'killBefore',
  '\x17': 'deleteWordBefore',
  '\x19': 'yank',
  '\x7f': 'backspace',
}

const sequences: Record<string, KeyCommand> = {
  '[A': 'historyPrevious',
  '[B': 'historyNext',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[3~': 'delete',
  '[1;5C': 'wordRight',
  '[1;5D': 'wordLeft',
  '[1;3C': 'wordRight',
  '[1;3D': 'wordLeft',
  b: 'wordLeft',
  f: 'wordRight',
  d: 'deleteWordAfter',
  '\x7f': 'deleteWordBefore',
}

/** The next key of a terminal's characters; undefined when there are no more. */
export async function readKey(next: () => Promise<string | undefined>): Promise<Key | undefined> {
  const first = await next()
  if (first === undefined) return undefined
  if (first !== '\x1b') {
    const command = controls[first]
    if (command) return {command}
    return first < ' ' ? {command: 'ignore'} : {character: first}
  }
  let sequence = (await next()) ?? ''
  if (sequence === 'O') sequence = `[${(await next()) ?? ''}`
  else if (sequence === '[')
    while (!/^\[[\d;]*[A-Za-z~]$/.test(sequence)) {
      const more = await next()
      if (more === undefined) return undefined
      sequence += more
    }
  return {command: sequences[sequence] ?? 'ignore'}
}
