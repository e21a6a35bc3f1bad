import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {WebhookEndpoint} from '../auth/webhook/webhook-endpoint.ts'
import {post} from '../post.ts'

export interface EventSender {
  /** Posts events as one list; throws an Error where the last attempt failed. */
  send(events: readonly string[]): Promise<void>
  /** Nothing is tried again from now on. */
  hurry(): void
}

const timeoutSeconds = 30
const attempts = 5
const factor = 1.5

/** Sends audit.k8s.io/v1 EventLists to a webhook; whatever goes wrong, it is worth another attempt. `initialBackoff` is in milliseconds. */
export function eventSender(endpoint: WebhookEndpoint, initialBackoff: number, time: TimeSource): EventSender {
  let hurried = () => {}
  const ending = new Promise<void>(resolve => {
    hurried = resolve
  })
  let inHurry = false
  const once = async (body: string): Promise<void> => {
    const target = await endpoint(timeoutSeconds)
    const headers = {...target.headers, 'user-agent': 'Go-http-client/1.1'}
    const {status, text} = await post({...target, headers}, body, timeoutSeconds)
    if (status < 200 || status > 299)
      throw new Error(`${target.shown} answered ${status}: ${text.trim().slice(0, 200)}`)
  }
  return {
    async send(events) {
      const body = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${events.join(',')}]}\n`
      let wait = initialBackoff
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(body)
        } catch (error) {
          if (attempt >= attempts || inHurry) throw error
        }
        await Promise.race([ending, new Promise<void>(resolve => time.wake(wait, resolve, {keepsAlive: true}))])
        wait *= factor
      }
    },
    hurry() {
      inHurry = true
      hurried()
    },
  }
}
