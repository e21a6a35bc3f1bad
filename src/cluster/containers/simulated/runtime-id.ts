import type {Random} from '../../runtime/random.ts'

/** A name as container runtimes give: 64 hexadecimal digits. */
export const runtimeId = (random: Random, purpose: string): string =>
  Buffer.from(random.of(purpose).bytes(32)).toString('hex')
