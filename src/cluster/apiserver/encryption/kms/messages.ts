import {type WireField, wireFields} from '../../../../api/protobuf/wire.ts'
import {WireWriter} from '../../../../api/protobuf/wire-writer.ts'

/** What a plugin adds to what it encrypted, for itself to find again. */
export type Annotations = Readonly<Record<string, Uint8Array>>

/** k8s.io/kms v2 StatusResponse. */
export interface PluginStatus {
  version: string
  /** `ok`, or what is wrong. */
  healthz: string
  keyId: string
}

/** k8s.io/kms v2 EncryptResponse. */
export interface Encrypted {
  ciphertext: Uint8Array
  keyId: string
  annotations: Annotations
}

export const encryptRequest = (plaintext: Uint8Array, uid: string): Uint8Array =>
  written(writer => {
    writer.string(2, uid)
    writer.bytes(1, plaintext)
  })

export const decryptRequest = ({ciphertext, keyId, annotations}: Encrypted, uid: string): Uint8Array =>
  written(writer => {
    writeAnnotations(writer, 4, annotations)
    writer.string(3, keyId)
    writer.string(2, uid)
    writer.bytes(1, ciphertext)
  })

export function readStatus(message: Uint8Array): PluginStatus {
  const fields = fieldsOf(message)
  return {version: textIn(fields, 1), healthz: textIn(fields, 2), keyId: textIn(fields, 3)}
}

export function readEncrypted(message: Uint8Array): Encrypted {
  const fields = fieldsOf(message)
  return {ciphertext: bytesIn(fields, 1), keyId: textIn(fields, 2), annotations: readAnnotations(fields, 3)}
}

export const readPlaintext = (message: Uint8Array): Uint8Array => bytesIn(fieldsOf(message), 1)

/** The message that somebody writes; a writer goes from its end to its beginning. */
export function written(write: (writer: WireWriter) => void): Uint8Array {
  const writer = new WireWriter()
  write(writer)
  return writer.finish()
}

export const fieldsOf = (message: Uint8Array): WireField[] => [...wireFields(message)]

/** Sorted by name, as Go's deterministic form has them. */
export function writeAnnotations(writer: WireWriter, number: number, annotations: Annotations): void {
  for (const name of Object.keys(annotations).sort().reverse())
    writer.nested(number, () => {
      writer.bytes(2, annotations[name]!)
      writer.string(1, name)
    })
}

export const readAnnotations = (fields: readonly WireField[], number: number): Annotations =>
  Object.fromEntries(
    fields
      .filter(field => field.number === number)
      .map(({value}) => {
        const entry = fieldsOf(value as Uint8Array)
        return [textIn(entry, 1), bytesIn(entry, 2)]
      }),
  )

/** The last one counts. */
export function bytesIn(fields: readonly WireField[], number: number): Uint8Array {
  const value = fields.findLast(field => field.number === number)?.value
  return value instanceof Uint8Array ? value : new Uint8Array()
}

export const textIn = (fields: readonly WireField[], number: number): string =>
  Buffer.from(bytesIn(fields, number)).toString()
