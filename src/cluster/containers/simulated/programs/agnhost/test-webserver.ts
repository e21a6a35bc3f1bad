import {flag} from '../answering.ts'
import {webServer} from '../web-server.ts'

/** `agnhost test-webserver`: serves the whole file system. */
export const testWebserver = webServer({
  port: host => Number(flag(host, 'port') ?? 80),
  root: () => '',
  server: 'agnhost',
  index: ['index.html'],
  lists: true,
  errorPage: status => (status === 404 ? '404 page not found\n' : `${status}\n`),
})
