import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'

/** Denies everything; for tests. */
export const alwaysDeny: AdmissionPlugin = {name: 'AlwaysDeny', admit: deny, validate: deny}

function deny(attributes: AdmissionAttributes): void {
  throw refuse(attributes, 'admission control is denying all modifications')
}
