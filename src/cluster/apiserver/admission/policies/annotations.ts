import type {AdmissionAttributes} from '../admission.ts'

/** Bytes. */
const longestValue = 10 * 1024

/** What a policy's bindings want the audit log to know, by key; the same value of several bindings counts once. */
export class PolicyAnnotations {
  private readonly values = new Map<string, string[]>()

  add(key: string, value: string): void {
    const cut = Buffer.from(value).subarray(0, longestValue).toString()
    const known = this.values.get(key)
    if (!known) this.values.set(key, [cut])
    else if (!known.includes(cut)) known.push(cut)
  }

  publish(policy: string, {warnings: {audit}}: AdmissionAttributes): void {
    for (const [key, values] of this.values) audit?.annotateAdmission(`${policy}/${key}`, values.join(', '))
  }
}
