import type {Credentials, Pki} from '../pki/index.ts'

/** How long what is known of the files is believed; milliseconds. */
const belief = 1000

/** Tells the server's certificate when it has changed in its file since it was last told; `first` is the one that is served now. As a kube-apiserver does, whose certificate is renewed while it runs. */
export function renewedCertificate(
  pki: Pick<Pki, 'serving'>,
  first: string,
  now: () => number,
): () => Credentials | undefined {
  let served = first
  let lookedAt = now()
  return () => {
    if (now() - lookedAt < belief) return undefined
    lookedAt = now()
    const kept = pki.serving()
    if (!kept || kept.certificate === served) return undefined
    served = kept.certificate
    return kept
  }
}
