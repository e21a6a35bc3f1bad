import {quote} from './quote.ts'

/** A text as klog shows the value of a key: quoted, or set apart when it has several lines. */
export function logValue(text: string): string {
  if (!text.includes('\n')) return quote(text)
  const lines = text.replace(/\n$/, '').split('\n')
  return `<\n${lines.map(line => `\t${line}\n`).join('')} >`
}
