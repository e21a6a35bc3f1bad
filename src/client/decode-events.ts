import type {WatchEvent} from './transport.ts'

/** Watch events from their wire form, one JSON document after another. */
export async function* decodeEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, {stream: true})).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as WatchEvent
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as WatchEvent
}
