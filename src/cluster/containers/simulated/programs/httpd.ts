import type {ProgramHost} from './program.ts'
import {commonLogLine, plainErrorPage, webServer} from './web-server.ts'

/** Apache's httpd in the foreground. */
export const apache = webServer({
  port: () => 80,
  root: host => (host.argv[0]?.includes('apache2') ? '/var/www/html' : '/usr/local/apache2/htdocs'),
  server: 'Apache/2.4.62 (Unix)',
  index: ['index.html', 'index.php'],
  // The page of the autoscaler's walkthrough computes a million square roots.
  cost: ({image}) => (image.includes('hpa-example') ? 12 : 0.2),
  logLine: (request, response, peer, now) => `${commonLogLine(request, response, peer, now)}\n`,
  errorPage: plainErrorPage('Apache/2.4.62 (Unix)'),
})

/** busybox's httpd: `httpd -f -p 8080 -h /www`. */
export const busyboxHttpd = webServer({
  port: host => Number((option(host, '-p') ?? '80').split(':').pop()),
  root: host => option(host, '-h') ?? host.cwd.replace(/\/$/, ''),
  server: 'httpd',
  index: ['index.html'],
  errorPage: status =>
    `<HTML><HEAD><TITLE>${status} ${status === 404 ? 'Not Found' : 'Error'}</TITLE></HEAD>\n<BODY><H1>${status} ${status === 404 ? 'Not Found' : 'Error'}</H1>\nThe requested URL was not found\n</BODY></HTML>\n`,
})

/** python3 -m http.server. */
export const pythonHttp = webServer({
  port: host => Number(host.argv.find(word => /^\d+$/.test(word)) ?? 8000),
  root: host => option(host, '--directory') ?? option(host, '-d') ?? host.cwd.replace(/\/$/, ''),
  server: 'SimpleHTTP/0.6 Python/3.13.0',
  index: ['index.html'],
  logLine: (request, response, peer, now) => `${commonLogLine(request, response, peer, now).replace(/ \d+$/, ' -')}\n`,
  errorPage: status =>
    `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n    </body>\n</html>\n`,
})

function option({argv}: ProgramHost, name: string): string | undefined {
  const at = argv.findIndex(
    word => word === name || (word.startsWith(name) && word.length > name.length && !name.startsWith('--')),
  )
  if (at < 0) return undefined
  return argv[at] === name ? argv[at + 1] : argv[at]!.slice(name.length)
}
