import {answering, text} from './answering.ts'
import type {HttpResponse, ProgramHost} from './program.ts'

const front = `<html ng-app="redis">
  <head>
    <title>Guestbook</title>
  </head>
  <body ng-controller="RedisCtrl">
    <div style="width: 50%; margin-left: 20px">
      <h2>Guestbook</h2>
    <form>
    <fieldset>
    <input ng-model="msg" placeholder="Messages" class="form-control" type="text" name="input"><br>
    <button type="button" class="btn btn-primary" ng-click="controller.onRedis()">Submit</button>
    </fieldset>
    </form>
    </div>
  </body>
</html>
`

/** The front of the guestbook tutorial (gb-frontend): writes to the Service `redis-leader`, reads from `redis-follower`. */
export const guestbookFrontend = answering(
  () => 80,
  async ({path}, host) => {
    const {pathname, searchParams} = new URL(path, 'http://localhost')
    if (pathname === '/') return {status: 200, headers: {'Content-Type': 'text/html'}, body: front}
    if (pathname !== '/guestbook.php') return text('Not Found\n', 404)
    const key = searchParams.get('key') ?? 'messages'
    if (searchParams.get('cmd') === 'set') {
      const told = await ask(host, 'redis-leader', ['SET', key, searchParams.get('value') ?? ''])
      return told === undefined ? failure : json({message: 'Updated'})
    }
    const data = await ask(host, 'redis-follower', ['GET', key])
    return data === undefined ? failure : json({data})
  },
)

const failure: HttpResponse = {status: 500, headers: {'Content-Type': 'text/html; charset=UTF-8'}, body: ''}
const json = (value: unknown): HttpResponse => ({
  status: 200,
  headers: {'Content-Type': 'application/json'},
  body: JSON.stringify(value),
})

/** A Redis server's answer to one command, without its protocol; undefined where there is no server. */
async function ask({network, peer}: ProgramHost, name: string, words: string[]): Promise<string | undefined> {
  const ip = network.resolve(name, peer)?.addresses[0]
  const connection = ip === undefined ? undefined : network.connect(ip, 6379, peer)
  if (!connection || typeof connection === 'string') return undefined
  const bulks = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  connection.send(Buffer.from(`*${words.length}\r\n${bulks.join('')}`))
  connection.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of connection.received) chunks.push(chunk)
  const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n')
  return head.startsWith('$') ? (rest[0] ?? '') : head.slice(1)
}
