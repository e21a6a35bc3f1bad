import {randomBytes} from 'node:crypto'

/** Kubernetes' alphabet of generated names: no vowels, no look-alikes. */
const letters = 'bcdfghjklmnpqrstvwxz2456789'

/** Five letters of chance. */
export const nameSuffix = (): string => [...randomBytes(5)].map(byte => letters[byte % letters.length]).join('')
