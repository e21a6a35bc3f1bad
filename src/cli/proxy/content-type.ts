import {extname} from 'node:path'

/** The types that Go's mime package knows without the system's tables. */
const byExtension: Record<string, string> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.htm': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.xml': 'text/xml; charset=utf-8',
}

/** A file's media type: by its name, else by how it begins. */
export function contentType(file: string, beginning: Uint8Array): string {
  const known = byExtension[extname(file).toLowerCase()]
  if (known) return known
  if (
    /^\s*<(!doctype html|html|head|body|script|div|p|h1|table|a|title|!--)[ >]/i.test(
      Buffer.from(beginning).toString('latin1'),
    )
  )
    return 'text/html; charset=utf-8'
  return beginning.some(isControl) ? 'application/octet-stream' : 'text/plain; charset=utf-8'
}

/** Bytes that text does not have (WHATWG MIME sniffing, "binary data byte"). */
const isControl = (byte: number): boolean =>
  byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f)
