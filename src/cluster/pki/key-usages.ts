import type {ExactUsages} from './certificate.ts'

/** The usages of certificates.k8s.io as bits of the key usage extension. */
const bits: Record<string, number> = {
  signing: 0,
  'digital signature': 0,
  'content commitment': 1,
  'key encipherment': 2,
  'data encipherment': 3,
  'key agreement': 4,
  'cert sign': 5,
  'crl sign': 6,
  'encipher only': 7,
  'decipher only': 8,
}

/** And as purposes of the extended one, in the order in which Go numbers them. */
const purposes: Record<string, string> = {
  any: '2.5.29.37.0',
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
  'code signing': '1.3.6.1.5.5.7.3.3',
  'email protection': '1.3.6.1.5.5.7.3.4',
  's/mime': '1.3.6.1.5.5.7.3.4',
  'ipsec end system': '1.3.6.1.5.5.7.3.5',
  'ipsec tunnel': '1.3.6.1.5.5.7.3.6',
  'ipsec user': '1.3.6.1.5.5.7.3.7',
  timestamping: '1.3.6.1.5.5.7.3.8',
  'ocsp signing': '1.3.6.1.5.5.7.3.9',
  'microsoft sgc': '1.3.6.1.4.1.311.10.3.3',
  'netscape sgc': '2.16.840.1.113730.4.1',
}

/** All words that a CertificateSigningRequest may use, sorted. */
export const usageWords: readonly string[] = [...Object.keys(bits), ...Object.keys(purposes)].sort()

/** What a certificate with these usages says. */
export function exactUsages(words: readonly string[]): ExactUsages {
  const order = Object.values(purposes)
  const found = words.flatMap(word => purposes[word] ?? [])
  return {
    bits: [...new Set(words.flatMap(word => bits[word] ?? []))].sort((a, b) => a - b),
    extended: [...new Set(found)].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
  }
}
