import {deepEqual} from '../../../../../api/json/deep-equal.ts'
import type {DeviceAttribute} from '../../../../../api/kinds.ts'
import type {Candidate} from './candidate.ts'

/** A claim's constraint: the devices of some requests, or of all, agree in an attribute that all of them have. */
export class MatchAttribute {
  private readonly attribute: string
  private readonly requests: ReadonlySet<string>
  private value: DeviceAttribute | undefined
  private devices = 0

  constructor(attribute: string, requests: readonly string[] = []) {
    this.attribute = attribute
    this.requests = new Set(requests)
  }

  /** Takes the device in, unless it does not fit. A request is `name`, its alternatives `name/alternative`. */
  add(request: string, candidate: Candidate): boolean {
    if (!this.concerns(request)) return true
    const value = attributeOf(candidate, this.attribute)
    if (!value || (this.devices > 0 && !deepEqual(value, this.value))) return false
    if (this.devices === 0) this.value = value
    this.devices += 1
    return true
  }

  /** Undoes an `add` that took the device in. */
  remove(request: string): void {
    if (this.concerns(request)) this.devices -= 1
  }

  private concerns(request: string): boolean {
    return this.requests.size === 0 || this.requests.has(request) || this.requests.has(request.split('/')[0]!)
  }
}

/** By its full name, or, in the driver's own domain, by the name alone. */
function attributeOf({device, driver}: Candidate, name: string): DeviceAttribute | undefined {
  const {attributes = {}} = device
  const slash = name.indexOf('/')
  return attributes[name] ?? (name.slice(0, slash) === driver ? attributes[name.slice(slash + 1)] : undefined)
}
