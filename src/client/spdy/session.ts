import type {IncomingMessage, RequestOptions} from 'node:http'
import type {Duplex} from 'node:stream'
import {agentFor} from '../agent-for.ts'
import {dialError} from '../dial-error.ts'
import type {HttpsTarget} from '../https-transport.ts'
import {ReceivedMessages} from '../received-messages.ts'
import {refusal} from '../refusal.ts'
import {channel, channelsOf, isPortForward, portsOf} from '../session-channels.ts'
import type {ApiRequest, ApiResponse, StreamSession} from '../transport.ts'
import {SpdyConnection} from './connection.ts'
import type {Headers} from './header-block.ts'
import type {SpdyStream} from './stream.ts'

/** Opens an exec, attach or port-forward over SPDY/3.1; a refusal is an ordinary answer with its Status. */
export async function openSpdySession(target: HttpsTarget, request: ApiRequest): Promise<ApiResponse> {
  const {message, upgraded} = await switchProtocols(target, request)
  if (!upgraded) return refusal(message)
  const session = sessionOn(upgraded.socket, upgraded.head, request.url)
  request.signal?.addEventListener('abort', () => upgraded.socket.destroy(), {once: true})
  return {status: 101, headers: {}, body: {type: 'session', session}}
}

interface Answer {
  message: IncomingMessage
  /** The connection, and what the server has already said on it, once it has switched. */
  upgraded?: {socket: Duplex; head: Buffer}
}

async function switchProtocols(target: HttpsTarget, {method, url, headers, signal}: ApiRequest): Promise<Answer> {
  const address = `${target.server}${url}`
  const secure = address.startsWith('https:')
  const module = await (secure ? import('node:https') : import('node:http'))
  const options: RequestOptions = {
    method,
    headers: {'content-length': 0, ...target.headers, ...headers},
    agent: (await agentFor(target)) ?? new module.Agent(secure ? target.tls : {}),
    ...(target.socketPath && {socketPath: target.socketPath, servername: ''}),
    ...(signal && {signal}),
  }
  return new Promise((resolve, reject) => {
    const request = module.request(address, options, message => resolve({message}))
    request.on('upgrade', (message, socket, head) => resolve({message, upgraded: {socket, head}}))
    request.on('error', error => reject(dialError(error, method, address)))
    request.end()
  })
}

function sessionOn(socket: Duplex, head: Buffer, url: string): StreamSession {
  const connection = new SpdyConnection(socket)
  const messages = new ReceivedMessages()
  const streams = new Map<number, SpdyStream>()
  const awaited = new Set<number>()
  for (const {number, headers, heard, ended} of streamsFor(url)) {
    const stream = connection.open(headers, {ended})
    streams.set(number, stream)
    if (heard) awaited.add(number)
    stream.onData((data, end) => {
      messages.push({channel: number, data, ...(end && {end})})
      if (end && awaited.delete(number) && awaited.size === 0) messages.end()
    })
  }
  void connection.run(head).finally(() => messages.end())
  return {
    received: messages.all,
    close: () => void connection.close(),
    async send(number, data, end) {
      const stream = streams.get(number)
      if (data.length > 0) await stream?.write(data)
      if (end) stream?.end()
    },
  }
}

interface ChannelStream {
  number: number
  headers: Headers
  /** The server speaks on it, and ends it when it has said all. */
  heard: boolean
  /** The client says from the start that it will not speak on it. */
  ended: boolean
}

/** The streams that client-go opens, in its order: errors first, then those that the URL asks for; none for a port-forward that names no port. */
function streamsFor(url: string): ChannelStream[] {
  if (isPortForward(url))
    return portsOf(url).flatMap((port, index) => {
      const about = {port: String(port), requestid: String(index)}
      return [
        {number: 2 * index + 1, headers: {streamtype: 'error', ...about}, heard: true, ended: true},
        {number: 2 * index, headers: {streamtype: 'data', ...about}, heard: true, ended: false},
      ]
    })
  return channelsOf(url).map(number => ({
    number,
    headers: {streamtype: nameOf(number)},
    heard: number !== channel.stdin && number !== channel.resize,
    ended: false,
  }))
}

const nameOf = (number: number): string => Object.entries(channel).find(([, value]) => value === number)![0]
