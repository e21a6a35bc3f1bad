import type {EditorFiles} from '../../src/cluster/containers/simulated/terminal/editors/edited-file.ts'
import {Terminal} from '../../src/cluster/containers/simulated/terminal/terminal.ts'

export interface EditorStart {
  terminal: Terminal
  idle<T>(wait: Promise<T>): Promise<T>
  files: EditorFiles
  path: string
}

/** Types into an editor that has `f` open: keys one by one, what is in `<>` at once. Tells what the file is then, and the screen before the editor left it. */
export async function typeInto(
  open: (start: EditorStart) => Promise<number>,
  given: string | undefined,
  keys: string,
): Promise<{text: string | undefined; screen: string[]; exitCode: number}> {
  const stored = new Map(given === undefined ? [] : [['f', given]])
  const shown: string[] = []
  const terminal = new Terminal(chunks(keys), data => shown.push(Buffer.from(data).toString()))
  Object.assign(terminal, {width: 40, height: 8})
  const exitCode = await open({
    terminal,
    path: 'f',
    idle: wait => wait,
    files: {
      read: async path => stored.get(path),
      async write(path, text) {
        if (path.startsWith('/closed')) throw new Error('Permission denied')
        stored.set(path, text)
      },
    },
  })
  const last = shown.filter(text => text.includes('\x1b[H')).at(-1) ?? ''
  const screen = last
    .replace(/^.*\x1b\[H/s, '')
    .replace(/\x1b\[\d+;\d+H.*$/s, '')
    .replace(/\x1b\[[\d?]*[a-zA-Z]/g, '')
    .split('\r\n')
    .map(line => line.trimEnd())
  return {text: stored.get('f'), screen, exitCode}
}

const named: Record<string, string> = {
  Esc: '\x1b',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  Del: '\x1b[3~',
  BS: '\x7f',
  CR: '\r',
  Tab: '\t',
}

async function* chunks(keys: string): AsyncGenerator<Uint8Array> {
  // The editor is there before anybody types.
  await new Promise(resolve => setImmediate(resolve))
  for (const [key, name] of keys.matchAll(/<([\w-]+)>|[\s\S]/g)) {
    const control = /^C-(\w)$/.exec(name ?? '')?.[1]
    const text = control
      ? String.fromCharCode(control.toUpperCase().charCodeAt(0) & 31)
      : name && named[name]
        ? named[name]
        : key
    yield Buffer.from(text!)
  }
}
