import {createReadStream, type Stats} from 'node:fs'
import {open, readdir, stat} from 'node:fs/promises'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {join, posix} from 'node:path'
import {contentType} from './content-type.ts'
import {plainText} from './plain-answers.ts'

/** Serves a file or a folder's list of files, as Go's http.FileServer does. */
export async function serveFile(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {folder, path}: {folder: string; path: string},
): Promise<void> {
  const local = posix.normalize(`/${path}`)
  if (local.endsWith('/index.html')) return moved(outgoing, './')
  const file = join(folder, local)
  try {
    const found = await stat(file)
    const named = (incoming.url ?? '').split('?')[0] ?? ''
    if (found.isDirectory() && !named.endsWith('/')) return moved(outgoing, `${posix.basename(named)}/`)
    if (!found.isDirectory() && named.endsWith('/')) return moved(outgoing, `../${posix.basename(named)}`)
    if (!found.isDirectory()) return await sendFile(incoming, outgoing, {file, found})
    const index = join(file, 'index.html')
    const page = await stat(index).catch(() => undefined)
    if (page) return await sendFile(incoming, outgoing, {file: index, found: page})
    await sendFolder(incoming, outgoing, {file, found})
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') plainText(outgoing, 403, '403 Forbidden')
    else plainText(outgoing, 404, '404 page not found')
  }
}

function moved(outgoing: ServerResponse, location: string): void {
  outgoing.writeHead(301, {Location: location})
  outgoing.end()
}

interface Found {
  file: string
  found: Stats
}

async function sendFile(incoming: IncomingMessage, outgoing: ServerResponse, {file, found}: Found): Promise<void> {
  const headers = {'Accept-Ranges': 'bytes', 'Last-Modified': found.mtime.toUTCString()}
  if (isUnchanged(incoming, found)) {
    outgoing.writeHead(304, {'Last-Modified': headers['Last-Modified']})
    return void outgoing.end()
  }
  const type = contentType(file, await firstBytes(file))
  const range = rangeOf(incoming.headers.range, found.size)
  if (range === 'unsatisfiable') {
    outgoing.setHeader('Content-Range', `bytes */${found.size}`)
    return plainText(outgoing, 416, 'invalid range: failed to overlap')
  }
  const {start, end} = range ?? {start: 0, end: found.size - 1}
  outgoing.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': end - start + 1,
    ...(range && {'Content-Range': `bytes ${start}-${end}/${found.size}`}),
  })
  if (incoming.method === 'HEAD' || found.size === 0) return void outgoing.end()
  createReadStream(file, {start, end}).pipe(outgoing)
}

function isUnchanged({headers, method}: IncomingMessage, {mtimeMs}: Stats): boolean {
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return (method === 'GET' || method === 'HEAD') && Math.floor(mtimeMs / 1000) * 1000 <= since
}

/** One range of bytes; several at once are answered with the whole, as RFC 9110 allows. */
function rangeOf(header: string | undefined, size: number): {start: number; end: number} | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end ? 'unsatisfiable' : {start, end}
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function sendFolder(incoming: IncomingMessage, outgoing: ServerResponse, {file, found}: Found): Promise<void> {
  const entries = await readdir(file, {withFileTypes: true})
  const names = entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort()
  const lines = names.map(
    name => `<a href="${encodeURI(name).replaceAll('#', '%23').replaceAll('?', '%3F')}">${escaped(name)}</a>\n`,
  )
  outgoing.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Last-Modified': found.mtime.toUTCString(),
  })
  const page = `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${lines.join('')}</pre>\n`
  outgoing.end(incoming.method === 'HEAD' ? undefined : page)
}

const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;'}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, character => escapes[character]!)
