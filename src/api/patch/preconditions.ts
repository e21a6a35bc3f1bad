import {isObject} from '../json/set-key.ts'
import type {Precondition} from './strategic/index.ts'

/** The patch does not touch a top-level field. */
export const keepsKey =
  (key: string): Precondition =>
  patch =>
    !Object.hasOwn(patch, key)

/** The patch does not touch a field of metadata. */
export const keepsMetadataKey =
  (key: string): Precondition =>
  patch => {
    const metadata = patch['metadata']
    return !isObject(metadata) || !Object.hasOwn(metadata, key)
  }

/** What kubectl apply and edit never change. */
export const identityPreconditions: readonly Precondition[] = [
  keepsKey('apiVersion'),
  keepsKey('kind'),
  keepsMetadataKey('name'),
]
