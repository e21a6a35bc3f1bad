import {parseGoUrl} from '../../go/parse-url.ts'

/** What Go's url.ParseRequestURI takes: an absolute URI or path, in which # is a letter like others. */
export function isRequestUri(text: string): boolean {
  if (text === '*') return true
  if (!text.startsWith('/') && !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text)) return false
  const whole = text.startsWith('//') ? `/.${text}` : text
  return typeof parseGoUrl(whole.replaceAll('#', '%23')) !== 'string'
}
