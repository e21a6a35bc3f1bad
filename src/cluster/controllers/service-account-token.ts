import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap, Secret, ServiceAccount} from '../../api/kinds.ts'
import {isConflict, isNotFound} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

/** Whose token it is, and the secret that holds it. */
export interface TokenSubject {
  namespace: string
  name: string
  uid: string
  secret: string
}

/** Signs a service account token without an end. */
export type SignToken = (subject: TokenSubject) => Promise<string>

const tokenType = 'kubernetes.io/service-account-token'
const nameAnnotation = 'kubernetes.io/service-account.name'
const uidAnnotation = 'kubernetes.io/service-account.uid'
/** Where a cluster keeps the certificate of its authority. */
const source = 'kube-system/extension-apiserver-authentication'

/** Fills secrets of type kubernetes.io/service-account-token, and deletes them with their accounts. */
export function createServiceAccountTokens(context: ComponentContext, {sign}: {sign: SignToken}): Component {
  const secrets = context.informers.informer<Secret>(builtin.secrets)
  const accounts = context.informers.informer<ServiceAccount>(builtin.serviceAccounts)
  const configMaps = context.informers.informer<ConfigMap>(builtin.configMaps)
  const objects = createObjectClient(context)

  secrets.addIndex('service-account', secret => (isToken(secret) ? [accountOf(secret)] : []))

  const reconcile = async (key: string): Promise<undefined> => {
    const secret = secrets.get(key)
    if (!secret || !isToken(secret) || secret.metadata.deletionTimestamp) return forget(key)
    const account = await accountFor(secret)
    if (!account) return objects.delete(builtin.secrets, secret) as Promise<undefined>
    const completed = await complete(secret, account)
    if (completed) await ignoringGone(objects.update(builtin.secrets, completed))
  }

  /** The cache may not know an account yet that is there. */
  const accountFor = async (secret: Secret): Promise<ServiceAccount | undefined> => {
    const cached = accounts.get(accountOf(secret))
    const wanted = secret.metadata.annotations?.[uidAnnotation]
    const suits = (account: ServiceAccount) => !wanted || account.metadata.uid === wanted
    if (cached && suits(cached)) return cached
    const {namespace, annotations} = secret.metadata
    const path = {...builtin.serviceAccounts, namespace, name: annotations?.[nameAnnotation] ?? ''}
    const live = await context.client.get<ServiceAccount>(path).catch(undefinedIfGone)
    return live && suits(live) ? live : undefined
  }

  const complete = async (secret: Secret, account: ServiceAccount): Promise<Secret | undefined> => {
    const data = {...secret.data}
    const {namespace = '', name = '', annotations} = secret.metadata
    const ca = configMaps.get(source)?.data?.['client-ca-file']
    if (ca && data['ca.crt'] !== base64(ca)) data['ca.crt'] = base64(ca)
    data['namespace'] ||= base64(namespace)
    const subject = {namespace, name: account.metadata.name!, uid: account.metadata.uid!, secret: name}
    data['token'] ||= base64(await sign(subject))
    const same = Object.entries(data).every(([field, value]) => secret.data?.[field] === value)
    if (same) return undefined
    const told = {...annotations, [nameAnnotation]: subject.name, [uidAnnotation]: subject.uid}
    return {...secret, metadata: {...secret.metadata, annotations: told}, data}
  }

  /** An account no longer mentions a secret that is gone. */
  const forget = async (key: string): Promise<undefined> => {
    const [namespace, name] = key.split('/')
    for (const account of accounts.list()) {
      if (account.metadata.namespace !== namespace || !account.secrets?.some(one => one.name === name)) continue
      const rest = account.secrets.filter(one => one.name !== name)
      await ignoringGone(objects.update(builtin.serviceAccounts, {...account, secrets: rest}))
    }
  }

  return createController(context, {
    name: 'serviceaccount-token-controller',
    queue: 'serviceaccount_tokens_service',
    watches: [
      watch(secrets, secret => (isToken(secret) ? [keyOf(secret)] : [])),
      watch(accounts, account => [...secrets.byIndex('service-account', keyOf(account))].map(keyOf)),
      watch(
        configMaps,
        () => [],
        () => false,
      ),
    ],
    reconcile,
  })
}

const isToken = ({type, metadata}: Secret): boolean =>
  type === tokenType && Boolean(metadata.annotations?.[nameAnnotation])

const keyOf = ({metadata}: Secret | ServiceAccount): string => `${metadata.namespace}/${metadata.name}`

const accountOf = ({metadata}: Secret): string => `${metadata.namespace}/${metadata.annotations?.[nameAnnotation]}`

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const undefinedIfGone = (error: unknown): undefined => {
  if (!isNotFound(error)) throw error
}

async function ignoringGone(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!isNotFound(error) && !isConflict(error)) throw error
  }
}
