import type {EditorKey} from '../editor-keys.ts'

/** A line that is typed at the foot of the screen; undefined: given up. `show` is called with it before each key. */
export async function promptLine(
  next: () => Promise<EditorKey>,
  show: (line: string) => void,
): Promise<string | undefined> {
  let line = ''
  for (;;) {
    show(line)
    const key = await next()
    if (key === '\r' || key === '\n') return line
    const isErasing = key === '\x7f' || key === '\b'
    if (key === '\x1b' || key === '\x03' || (isErasing && line === '')) return undefined
    if (isErasing) line = line.slice(0, -1)
    else if (key === '\x15') line = ''
    else if (key.length === 1 && key >= ' ') line += key
  }
}
