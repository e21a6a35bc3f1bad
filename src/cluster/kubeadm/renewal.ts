import {authorities, type ManagedCertificate, managed, pemOf, preamble} from './certificates.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'

/** Makes certificates anew, of which one is named, or `all`. */
export async function renew(kubeadm: Kubeadm): Promise<string> {
  const [name] = kubeadm.words
  const wanted = name === 'all' ? managed : managed.filter(each => each.name === name)
  if (wanted.length === 0)
    throw new Failure(
      name === undefined
        ? 'missing subcommand; "renew" is not meant to be run on its own'
        : `unknown command "${name}" for "kubeadm certs renew"`,
    )
  let said = preamble('renew')
  for (const each of wanted) said += await renewOne(each, kubeadm)
  return name === 'all'
    ? `${said}\nDone renewing certificates. You must restart the kube-apiserver, kube-controller-manager, kube-scheduler and etcd, so that they can use the new certificates.\n`
    : said
}

async function renewOne(
  {longName, path, authority}: ManagedCertificate,
  {files, renewed: renewCertificate}: Kubeadm,
): Promise<string> {
  const pem = await pemOf(path, files)
  if (pem === undefined) return `MISSING! ${longName}\n`
  const parent = authorities[authority]
  if (!(await files.exists(`${parent}.key`))) return `Detected external ${authority}, ${longName} can't be renewed\n`
  const [certificate, key] = await Promise.all(['crt', 'key'].map(kind => files.readFile(`${parent}.${kind}`)))
  const renewed = renewCertificate(pem, {certificate: certificate!, key: key!})
  if (path.endsWith('.conf')) await files.writeFile(path, withCredentials(await files.readFile(path), renewed))
  else {
    await files.writeFile(`${path}.crt`, renewed.certificate)
    await files.writeFile(`${path}.key`, renewed.key)
  }
  return `${longName} renewed\n`
}

/** A kubeconfig with another certificate and its key. */
const withCredentials = (text: string, {certificate, key}: {certificate: string; key: string}): string =>
  text
    .replace(/(client-certificate-data: ).*/, `$1${Buffer.from(certificate).toString('base64')}`)
    .replace(/(client-key-data: ).*/, `$1${Buffer.from(key).toString('base64')}`)
