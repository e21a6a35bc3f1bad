import type {AdmissionPlugin} from './admission.ts'

/** Does nothing; there for old configurations. */
export const alwaysAdmit: AdmissionPlugin = {name: 'AlwaysAdmit'}
