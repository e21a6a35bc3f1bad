import {isIP} from 'node:net'

/** Whether Go's net/mail finds exactly one address (RFC 5322) in a text: `a@b.c`, `A B <a@b.c>`, `group: a@b.c;`. */
export function isEmail(text: string): boolean {
  const reader = new Reader(text)
  const count = addresses(reader, true)
  return count === 1 && reader.skipComments() && reader.rest === ''
}

/** How many there are in an address or a group; -1: none of both. */
function addresses(reader: Reader, groups: boolean): number {
  reader.skipSpace()
  if (reader.rest === '') return -1
  const start = reader.rest
  if (mailbox(reader)) {
    reader.skipSpace()
    return reader.rest.startsWith('(') && !reader.comment() ? -1 : 1
  }
  reader.rest = start
  if (!reader.rest.startsWith('<') && !phrase(reader)) return -1
  reader.skipSpace()
  if (groups && reader.take(':')) return group(reader)
  return reader.take('<') && mailbox(reader) && reader.take('>') ? 1 : -1
}

/** After a group's colon. */
function group(reader: Reader): number {
  reader.skipSpace()
  if (reader.take(';')) return reader.skipComments() ? 0 : -1
  let count = 0
  for (;;) {
    const more = addresses(reader, false)
    if (more < 0 || !reader.skipComments()) return -1
    count += more
    if (reader.take(';')) return reader.skipComments() ? count : -1
    if (!reader.take(',')) return -1
  }
}

/** `local@domain`. */
function mailbox(reader: Reader): boolean {
  reader.skipSpace()
  const local = reader.rest.startsWith('"') ? (reader.quoted() ?? '') : reader.atom()
  if (!isDotted(local) && !local.startsWith('"')) return false
  if (local === '""' || !reader.take('@')) return false
  reader.skipSpace()
  if (reader.rest.startsWith('[')) return reader.literal()
  return isDotted(reader.atom())
}

const isDotted = (atom: string): boolean =>
  atom !== '' && !atom.startsWith('.') && !atom.endsWith('.') && !atom.includes('..')

/** Words before an address in brackets, of which there must be one. */
function phrase(reader: Reader): boolean {
  for (let words = 0; ; words += 1) {
    if (words > 0 && !reader.skipComments()) return false
    reader.skipSpace()
    const word = reader.rest.startsWith('"') ? reader.quoted() : reader.atom() || undefined
    if (word === undefined) return words > 0
  }
}

/** Reads a text from its beginning on. */
class Reader {
  rest: string

  constructor(text: string) {
    this.rest = text
  }

  skipSpace(): void {
    this.rest = this.rest.replace(/^[ \t]+/, '')
  }

  take(letter: string): boolean {
    if (!this.rest.startsWith(letter)) return false
    this.rest = this.rest.slice(letter.length)
    return true
  }

  /** Letters of an atom, dots among them; none: there is no atom. */
  atom(): string {
    return this.match(/^(?:[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]|[^\0-\x7f])+/) ?? ''
  }

  /** A text in quotes, with them; nothing is taken of one that does not end. */
  quoted(): string | undefined {
    return this.match(/^"(?:[!#-[\]-~ \t]|[^\0-\x7f]|\\(?:[!-~ \t]|[^\0-\x7f]))*"/)
  }

  /** An address of IP in brackets. */
  literal(): boolean {
    const address = this.match(/^\[(?:[!-Z^-~]|[^\0-\x7f])*\]/)?.slice(1, -1)
    if (address === undefined || address.includes('%')) return false
    return address.startsWith('IPv6:') ? isIP(address.slice(5)) === 6 : isIP(address) === 4
  }

  /** Spaces and comments; false: one of these does not end. */
  skipComments(): boolean {
    this.skipSpace()
    while (this.rest.startsWith('(')) {
      if (!this.comment()) return false
      this.skipSpace()
    }
    return true
  }

  comment(): boolean {
    let depth = 0
    for (let index = 0; index < this.rest.length; index += 1) {
      const letter = this.rest[index]
      if (letter === '\\') index += 1
      else if (letter === '(') depth += 1
      else if (letter === ')') depth -= 1
      if (depth > 0) continue
      this.rest = this.rest.slice(index + 1)
      return true
    }
    return false
  }

  private match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0]
    if (found !== undefined) this.rest = this.rest.slice(found.length)
    return found
  }
}
