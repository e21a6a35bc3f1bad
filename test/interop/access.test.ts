import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {nodeScenarios} from '../support/access/node-scenarios.ts'
import {authenticationConfiguration, oidcScenarios} from '../support/access/oidc-scenarios.ts'
import {type ReviewServer, startReviewServer} from '../support/access/review-server.ts'
import {
  authorizationConfiguration,
  imagePolicyConfiguration,
  imagePolicyScenarios,
  judges,
  tokenWebhookScenarios,
  webhookAuthorizationScenarios,
} from '../support/access/webhook-scenarios.ts'
import {compareAdmission} from '../support/admission/compare-admission.ts'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'
import {type OidcIssuer, startOidcIssuer} from '../support/oidc-issuer.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'

/** Nobody but the API servers, so that nothing changes what is compared. */
const alone = ['--port=0', '--nodes=1', '--disable=scheduler,controllers,kubelets']

/** The same flags, the same users, the same requests: to a real API server and to ours. */
describe('access', function () {
  this.timeout(120_000)
  let home: KctlHome
  let real: RealServer | undefined
  let webhooks: [ReviewServer, ReviewServer] | undefined
  let issuers: [OidcIssuer, OidcIssuer] | undefined

  before(function () {
    if (!haveRealPrograms('etcd', 'kube-apiserver', 'kubectl')) this.skip()
    home = makeKctlHome()
  })
  after(async () => {
    await real?.stop()
    await home?.remove()
    for (const server of [...(webhooks ?? []), ...(issuers ?? [])]) await server.close()
  })

  it('as webhooks grant it is what a real API server grants, and asks of them', async () => {
    webhooks = [await startReviewServer(judges), await startReviewServer(judges)]
    const [asked, askedByUs] = webhooks
    issuers = [await startOidcIssuer(Date.now), await startOidcIssuer(Date.now)]
    const authentication = join(home.path, 'authentication.yaml')
    writeFileSync(authentication, authenticationConfiguration(...issuers))
    const flagsFor = (server: ReviewServer, name: string): string[] => {
      const at = (path: string) => server.kubeconfig(home.path, name, path)
      const configuration = join(home.path, `authorization-${name}.yaml`)
      writeFileSync(configuration, authorizationConfiguration(at))
      const admission = join(home.path, `admission-${name}.yaml`)
      writeFileSync(admission, imagePolicyConfiguration(at('/images')))
      return [
        `--authorization-config=${configuration}`,
        `--authentication-token-webhook-config-file=${at('/tokens')}`,
        '--authentication-token-webhook-version=v1',
        `--authentication-config=${authentication}`,
        '--enable-admission-plugins=NodeRestriction,ImagePolicyWebhook',
        `--admission-control-config-file=${admission}`,
      ]
    }
    real = await startRealServer({flags: flagsFor(asked, 'real'), authorizationMode: ''})
    const {code, stderr} = await home.kctl('cluster', 'start', ...alone, ...flagsFor(askedByUs, 'ours'))
    assert.equal(code, 0, stderr)
    const ours = join(home.path, 'kubeconfig')
    writeFileSync(ours, (await home.kctl('cluster', 'kubeconfig')).stdout)

    const results = await compareAdmission({reference: real.kubeconfig, ours}, [
      ...webhookAuthorizationScenarios,
      ...tokenWebhookScenarios,
      ...nodeScenarios,
      ...imagePolicyScenarios,
      ...(await oidcScenarios(...issuers, Date.now())),
    ])

    assert.deepEqual(
      results.filter(({differing}) => differing.length > 0),
      [],
    )
    assert.deepEqual(questions(askedByUs), questions(asked))
  })
})

/** In no order, for scenarios run side by side. */
const questions = ({received}: ReviewServer): string[] =>
  [...new Set(received.map(({path, review}) => `${path} ${JSON.stringify(sorted(review))}`))].sort()

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
