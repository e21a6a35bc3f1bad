import {reasonOf} from '../../network/http-text.ts'
import type {HttpResponse} from '../program.ts'

/** Sends a client elsewhere, as Go's `http.Redirect` does. */
export const redirect = (location: string, status = 302): HttpResponse => ({
  status,
  headers: {'Content-Type': 'text/html; charset=utf-8', Location: location},
  body: `<a href="${location.replaceAll('&', '&amp;').replaceAll('"', '&#34;')}">${reasonOf(status)}</a>.\n\n`,
})
